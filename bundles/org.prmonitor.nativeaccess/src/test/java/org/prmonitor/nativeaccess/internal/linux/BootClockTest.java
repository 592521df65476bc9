package org.prmonitor.nativeaccess.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.LINUX)
class BootClockTest {

    @Test
    void nowOfTheBootClockIsNowOfTheWallClock() throws Exception {
        var library = LinuxLibrary.load();
        var clock = new BootClock(library);
        // The wall clock lies between two readings of its own; a millisecond for the slewing between measurements.
        var before = Instant.now().minusMillis(1);
        var now = clock.instant(clock.bootNanos());
        assertFalse(now.isBefore(before), () -> now + " is before " + before);
        var after = Instant.now().plusMillis(1);
        assertFalse(now.isAfter(after), () -> now + " is after " + after);
    }

    @Test
    void ticksAreWhatProcShows() throws Exception {
        assertEquals(12345, BootClock.ticks(123_459_999_999L));
        // Every process of this system started before now, in the same unit.
        var fields = Files.readString(Path.of("/proc/self/stat"));
        var start = Long.parseLong(fields.substring(fields.lastIndexOf(')') + 2).split(" ")[19]);
        var library = LinuxLibrary.load();
        var now = BootClock.ticks(new BootClock(library).bootNanos());
        assertFalse(start > now, () -> start + " > " + now);
    }

    @Test
    void bootIsTheFirstHalfOfTheBootId() throws Exception {
        assertEquals(0x9f86d081884c7d65L, BootId.parse("9f86d081-884c-7d65-9a2f-eaa0c55ad015\n"));
        assertThrows(IllegalArgumentException.class, () -> BootId.parse("9f86d081"));
        var text = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).replace("-", "");
        assertEquals(Long.parseUnsignedLong(text.substring(0, 16), 16), BootId.read());
    }
}
