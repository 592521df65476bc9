package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelsCommandTest {

    private final ChannelsCommand command = new ChannelsCommand();

    @Test
    void listsTheBestFirstAndMarksTheOpenOne() {
        command.channels = List.of(FakeChannel.service(FakeChannel.POLLING, 0, 1), FakeChannel.service(FakeChannel.EBPF_DENIED, 100, 2));
        command.source = new FakeSource(FakeSource.running("process-polling"));
        assertEquals(
                """
                   CHANNEL          RANKING  FIDELITY  TYPES           OPENS HERE
                   linux-ebpf           100  exact     started,exited  no: bpf(BPF_PROG_LOAD): Operation not permitted (EPERM)\\nline 2 of the log; run as root
                *  process-polling        0  sampled   started,exited  yes: any platform""",
                command.channels());
    }

    @Test
    void worksWithoutASource() {
        command.channels = List.of(FakeChannel.service(FakeChannel.EBPF, 0, 1));
        assertEquals(
                "  CHANNEL     RANKING  FIDELITY  TYPES           OPENS HERE\n"
                        + "  linux-ebpf        0  exact     started,exited  yes: Linux 6.18 with BTF",
                command.channels());
    }

    @Test
    void ofEqualRankingsTheOlderServiceIsFirst() {
        var ranked = RankedChannel.inOrder(
                List.of(FakeChannel.service(FakeChannel.POLLING, 5, 9), FakeChannel.service(FakeChannel.EBPF, 5, 8)));
        assertEquals(List.of("linux-ebpf", "process-polling"), ranked.stream().map(RankedChannel::name).toList());
    }

    @Test
    void withoutAChannelItSaysWhatToInstall() {
        assertEquals(
                "no channel is installed; install and start the bundle org.prmonitor.nativeaccess",
                assertThrows(CommandFailure.class, command::channels).toString());
    }
}
