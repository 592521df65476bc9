package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.ChannelFidelity;

class StatusCommandTest {

    private final StatusCommand command = new StatusCommand();

    @Test
    void showsTheBooksOfEveryHop() {
        var source = new FakeSource(new SourceStatus(
                SourceState.RUNNING,
                "linux-netlink",
                ChannelFidelity.BEST_EFFORT,
                List.of("linux-ebpf did not open: \u001b[31mEPERM"),
                new UUID(0, 0),
                1234,
                List.of(new HopStatistics("kernel", 1234, 1200, 0, 30, 55.5), new HopStatistics("event-admin", 1200, 100, 1100, 0)),
                List.of()));
        source.processes.add(Events.process(1, null));
        command.source = source;
        assertEquals(
                """
                state      running
                channel    linux-netlink
                fidelity   every process, every loss counted; arguments best effort
                journal    00000000-0000-0000-0000-000000000000
                sequence   1234
                processes  1
                remark     linux-ebpf did not open: \\x1b[31mEPERM

                HOP          SEEN  DELIVERED  FILTERED  LOST  LAG  EVENTS/S
                kernel       1234       1200         0    30    4        56
                event-admin  1200        100      1100     0    0         0""",
                command.status());
    }

    @Test
    void withoutAChannelItShowsADash() {
        command.source = new FakeSource(new SourceStatus(SourceState.STARTING, null, null, List.of(), new UUID(0, 0), 0, List.of(), List.of()));
        assertEquals(
                """
                state      starting
                channel    -
                journal    00000000-0000-0000-0000-000000000000
                sequence   0
                processes  0

                HOP  SEEN  DELIVERED  FILTERED  LOST  LAG  EVENTS/S""",
                command.status());
    }

    @Test
    void withoutASourceItSaysSo() {
        assertEquals(
                "no source: no MonitorEventSource service is registered; start the bundle org.prmonitor.source",
                assertThrows(CommandFailure.class, command::status).toString());
    }
}
