package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.Resume;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;

class ListenersCommandTest {

    private final ListenersCommand command = new ListenersCommand();

    private static FakeSource source(ListenerStatus... listeners) {
        return new FakeSource(new SourceStatus(
                SourceState.RUNNING, "fake", null, List.of(), new UUID(0, 0), 0, List.of(), List.of(listeners)));
    }

    @BeforeEach
    void fill() {
        command.source = source(
                new ListenerStatus(
                        "recorder",
                        "org.example.recorder 1.2.0",
                        ListenerState.RUNNING,
                        Resume.DURABLE,
                        new HopStatistics("recorder", 1_000, 900, 50, 30, 19_999.6),
                        0,
                        null,
                        Duration.ZERO,
                        null),
                new ListenerStatus(
                        "evil\u001b[2J",
                        null,
                        ListenerState.BLOCKED,
                        Resume.NOW,
                        new HopStatistics("evil", 7, 5, 0, 0, 0.02),
                        3,
                        "java.lang.IllegalStateException: \n" + "x".repeat(80),
                        Duration.ofSeconds(125),
                        "a remark"));
    }

    @Test
    void oneLineEach() {
        assertEquals(
                """
                ID           BUNDLE                      STATE    LAG  EVENTS/S  DELIVERED  FILTERED  LOST  IN CALL FOR  ERRORS  LAST ERROR OR REMARK
                recorder     org.example.recorder 1.2.0  running   20     20000        900        50    30  -                 0  -
                evil\\x1b[2J  -                           blocked    2       0.1          5         0     0  2 m 05 s          3  java.lang.IllegalStateException: \\nxxxxxxxxxxxxxxxxxxxxxxxxx…""",
                command.listeners(false));
    }

    @Test
    void everythingOfOne() {
        assertEquals(
                """
                id           evil\\x1b[2J
                bundle       -
                state        blocked
                resume       now
                events       seen 7 = delivered 5 + filtered 0 + lost 0 + lag 2
                rate         0.1 events/s
                in call for  2 m 05 s
                errors       3
                last error   java.lang.IllegalStateException: \\n%s
                remark       a remark""".formatted("x".repeat(80)),
                command.listeners(true, "evil\u001b[2J"));
    }

    @Test
    void everythingOfAllHasAnEmptyLineBetween() {
        var text = command.listeners(true);
        assertEquals(2, text.split("\n\n").length, text);
        assertEquals(8, text.split("\n\n")[0].lines().count(), "neither error nor remark");
    }

    @Test
    void anUnknownIdIsNamed() {
        assertEquals(
                "no listener x\\x07; prmonitor:listeners lists them",
                assertThrows(CommandFailure.class, () -> command.listeners(false, "recorder", "x\u0007")).toString());
    }

    @Test
    void withoutAListenerItSaysSo() {
        command.source = source();
        assertEquals("no listener: no bundle has registered a MonitorEventListener", command.listeners(false));
    }

    @Test
    void withoutASourceItSaysSo() {
        command.source = null;
        assertThrows(CommandFailure.class, () -> command.listeners(false));
    }

    @Test
    void aRateIsShownAsExactlyAsItMatters() {
        assertEquals("0", Rate.rounded(0).toString());
        assertEquals("0.1", Rate.rounded(0.011).toString());
        assertEquals("9.9", Rate.rounded(9.94).toString());
        assertEquals("1234568", Rate.rounded(1_234_567.89).toString());
    }
}
