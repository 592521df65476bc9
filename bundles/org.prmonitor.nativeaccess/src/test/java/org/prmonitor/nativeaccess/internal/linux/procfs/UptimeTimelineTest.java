package org.prmonitor.nativeaccess.internal.linux.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.channel.ChannelException;

class UptimeTimelineTest {

    @Test
    void bootIsNowLessTheUptime(@TempDir Path folder) throws Exception {
        var uptime = Files.writeString(folder.resolve("uptime"), "3600.25 1.00\n");
        var before = Instant.now();
        var timeline = new UptimeTimeline(uptime);
        var after = Instant.now();
        var boot = timeline.instant(0);
        assertTrue(!boot.isBefore(before.minusMillis(3_600_250)) && !boot.isAfter(after.minusMillis(3_600_250)), boot::toString);
        assertEquals(Duration.ofNanos(1_234_567_890), Duration.between(boot, timeline.instant(1_234_567_890)));
    }

    @Test
    void uptimeIsHundredths() {
        assertEquals(350_735_470_000_000L, UptimeTimeline.parse("350735.47 234388.90\n"));
        for (var wrong : new String[] {"", ".12", "12", "12.3", "a.12", "1.ab"}) {
            assertThrows(IllegalArgumentException.class, () -> UptimeTimeline.parse(wrong), wrong);
        }
    }

    @Test
    void missingUptimeIsSaid(@TempDir Path folder) {
        var failure = assertThrows(ChannelException.class, () -> new UptimeTimeline(folder.resolve("uptime")));
        assertEquals("mount /proc", failure.remedy());
    }
}
