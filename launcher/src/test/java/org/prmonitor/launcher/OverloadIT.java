package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** A ring that is far too small, and a reader that does not read. */
@Requires({Requirement.EBPF, Requirement.GCC})
@Timeout(180)
class OverloadIT {

    @TempDir
    private Path folder;

    @Test
    void whatIsLostIsCountedInItsPlaceAndTheStreamGoesOn() throws Exception {
        var storm = TestProgram.compile("storm", folder);
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--ring-size=64K", "--types=started,forked,exited")) {
            assertEquals("linux-ebpf", prmonitor.awaitReady());
            prmonitor.signal("STOP");
            var unread = storm.run("5000", "unread", "1").size();
            prmonitor.signal("CONT");
            prmonitor.awaitOutput(line -> line.contains("LossEvent/LOST"));
            var read = storm.run("50", "read", "1").size();
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);

            var stream = Stream.of(prmonitor);
            var lost = stream.assertEveryNumberOnce();
            assertTrue(lost > 0);
            stream.of(EventTopics.EVENTS_LOST).forEach(loss -> assertEquals("kernel", loss.get(EventKeys.LOST_WHERE)));
            var delivered = stream.lines().size() - stream.of(EventTopics.EVENTS_LOST).size();
            // Copied, started and ended: three events of each, and whatever else ran on this machine.
            assertTrue(delivered + lost >= 3L * (unread + read), () -> delivered + " + " + lost);
            assertEquals(read, stream.of(EventTopics.PROCESS_STARTED).stream()
                    .filter(line -> String.valueOf(line.get(EventKeys.COMMAND_LINE)).startsWith("storm-child read-"))
                    .count(), "the stream goes on whole");
            assertBooks(prmonitor, "kernel", delivered + lost, delivered, lost);
            assertBooks(prmonitor, "event-admin", delivered, delivered, 0);
        }
    }

    /** The summary's line of a hop: seen, delivered, filtered, lost, in flight. */
    private static void assertBooks(PrMonitorProcess prmonitor, String hop, long seen, long delivered, long lost) {
        var line = prmonitor.error().stream().map(String::strip).filter(text -> text.startsWith(hop + " ")).findFirst().orElseThrow();
        assertEquals(hop + " " + seen + " " + delivered + " 0 " + lost + " 0", line.replace(",", "").replaceAll(" +", " "));
    }
}
