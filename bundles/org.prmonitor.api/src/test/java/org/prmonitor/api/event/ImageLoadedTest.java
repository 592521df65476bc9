package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

class ImageLoadedTest {

    private static final EventHeader HEADER = new EventHeader(7, Instant.EPOCH, "windows-driver");
    private static final ProcessSubject SUBJECT =
            new ProcessSubject(new ProcessKey(0, 4711, 1767323045678L), 4712L, null, null, "S-1-5-18", 1L);
    private static final ImageLoaded LIBRARY =
            new ImageLoaded(HEADER, SUBJECT, "\\Windows\\System32\\ntdll.dll", 0x7ff8_0000_0000L, 0x1f_0000, true);
    private static final ImageLoaded DRIVER = new ImageLoaded(HEADER, null, null, 0xffff_f801_0000_0000L, 0x8000, null);

    @Test
    void everyKeyInItsDocumentedOrder() {
        assertEquals(
                List.of(
                        "event.topics", "event", "timestamp", "time", "sequence", "channel", "process.id", "process.key",
                        "thread.id", "user.sid", "session.id", "image.path", "image.base", "image.size", "image.signed"),
                List.copyOf(LIBRARY.properties().keySet()));
        assertEquals("org/prmonitor/event/ImageEvent/LOADED", LIBRARY.topic());
    }

    @Test
    void aDriverHasNoProcess() {
        assertEquals(
                List.of("event.topics", "event", "timestamp", "time", "sequence", "channel", "image.base", "image.size"),
                List.copyOf(DRIVER.properties().keySet()));
    }

    @Test
    void filtersTellDriversAndUnsignedImages() throws InvalidSyntaxException {
        var driver = FrameworkUtil.createFilter("(&(!(process.id=*))(image.base<=-1))");
        assertTrue(driver.matches(DRIVER.properties()));
        assertFalse(driver.matches(LIBRARY.properties()));
        var signed = FrameworkUtil.createFilter("(&(image.signed=true)(image.size>=65536)(process.id=4711))");
        assertTrue(signed.matches(LIBRARY.properties()));
        assertFalse(signed.matches(DRIVER.properties()));
    }
}
