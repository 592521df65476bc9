package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannelProvider;

class DoctorReportTest {

    private static DoctorReport report(MonitorChannelProvider... bestFirst) {
        var ranking = bestFirst.length * 10;
        var ranked = new java.util.ArrayList<RankedChannel>();
        for (var provider : bestFirst) {
            ranked.add(new RankedChannel(ranking, 1, provider));
            ranking -= 10;
        }
        return new DoctorReport(ranked);
    }

    @Test
    void saysWhatOpensAndWhatDoesNotAndWhy() {
        var report = report(FakeChannel.EBPF_DENIED, FakeChannel.POLLING);
        assertEquals(
                """
                linux-ebpf (ranking 20): does not open here
                  why       bpf(BPF_PROG_LOAD): Operation not permitted (EPERM)
                            line 2 of the log
                  to do     run as root
                  fidelity  exact: every process, exact arguments, every loss counted
                  reports   started,exited

                process-polling (ranking 10): opens here
                  found     any platform
                  fidelity  sampled: only processes that live at the moment of a look; misses are not counted
                  reports   started,exited

                auto takes process-polling: only processes that live at the moment of a look; misses are not counted""",
                report.toString());
        assertTrue(report.anyReady());
    }

    @Test
    void takesTheBestThatOpens() {
        assertTrue(report(FakeChannel.EBPF, FakeChannel.POLLING).toString().endsWith(
                "auto takes linux-ebpf: every process, exact arguments, every loss counted"));
    }

    @Test
    void whereNothingOpensItSaysWhatToDo() {
        var report = report(FakeChannel.EBPF_DENIED);
        assertTrue(report.toString().endsWith("auto takes none: no channel opens here; for linux-ebpf, run as root"));
        assertFalse(report.anyReady());
    }

    @Test
    void whereNothingIsInstalledItSaysWhatToInstall() {
        var report = new DoctorReport(List.of());
        assertEquals(
                "auto takes none: no channel is installed; install and start the bundle org.prmonitor.nativeaccess",
                report.toString());
        assertFalse(report.anyReady());
    }

    @Test
    void aChannelThatFailsAtTheQuestionDoesNotHideTheOthers() {
        var broken = (MonitorChannelProvider) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MonitorChannelProvider.class}, (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "readiness" -> throw new UnsatisfiedLinkError("no jnidispatch");
                            default -> method.invoke(FakeChannel.EBPF, arguments);
                        });
        var report = report(broken, FakeChannel.POLLING).toString();
        assertTrue(report.contains("linux-ebpf (ranking 20): does not open here"), report);
        assertTrue(report.contains("java.lang.UnsatisfiedLinkError: no jnidispatch"), report);
        assertTrue(report.contains("auto takes process-polling"), report);
    }

    @Test
    void whatTheSystemSaysCannotForgeLines() {
        var hostile = new FakeChannel("evil\u001b[2J", ChannelFidelity.EXACT, ChannelReadiness.ready("\u001b]0;title\u0007\u202e"));
        var report = report(hostile).toString();
        assertTrue(report.startsWith("evil\\x1b[2J (ranking 10)"), report);
        assertTrue(report.contains("\\x1b]0;title\\x07\\u202e"), report);
    }
}
