package org.prmonitor.nativeaccess.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.LINUX)
class LinuxLibraryTest {

    @Test
    void failureIsTheNegativeErrnoAndHasItsText() throws Exception {
        var library = LinuxLibrary.load();
        assertEquals(-9, library.close(-1));
        assertEquals("Bad file descriptor (EBADF)", Errno.describe(9));
        var failure = assertThrows(ChannelException.class, () -> Errno.check("close", library.close(-1), "open it first"));
        assertEquals("close: Bad file descriptor (EBADF); open it first", failure.describe());
        assertEquals(9, failure.errorCode());
    }

    @Test
    void eventfdIsWrittenPolledAndRead() throws Exception {
        var library = LinuxLibrary.load();
        try (var event = new OwnedDescriptor(library, library.eventfd(0, LinuxLibrary.EFD_NONBLOCK_CLOEXEC))) {
            var pollFd = LinuxLibrary.allocate(8).putInt(0, event.number()).putShort(4, LinuxLibrary.POLLIN);
            assertEquals(0, library.poll(pollFd, 1, 0));
            var value = LinuxLibrary.allocate(8);
            assertEquals(-Errno.EAGAIN, library.read(event.number(), value, 8));
            assertEquals(8, library.write(event.number(), value.putLong(0, 3), 8));
            assertEquals(1, library.poll(pollFd, 1, 0));
            assertEquals(LinuxLibrary.POLLIN, pollFd.getShort(6));
            assertEquals(8, library.read(event.number(), value.putLong(0, 0), 8));
            assertEquals(3, value.getLong(0));
        }
    }

    @Test
    void countBeyondTheBufferIsRefusedBeforeTheKernelSeesIt() throws Exception {
        var library = LinuxLibrary.load();
        var buffer = LinuxLibrary.allocate(8);
        assertThrows(IllegalArgumentException.class, () -> library.read(0, buffer, 9));
        assertThrows(IllegalArgumentException.class, () -> library.poll(buffer, 2, 0));
    }

    @Test
    void descriptorIsClosedOnceAndUnusableAfter() throws Exception {
        var library = LinuxLibrary.load();
        var event = new OwnedDescriptor(library, library.eventfd(0, LinuxLibrary.EFD_NONBLOCK_CLOEXEC));
        var number = event.number();
        assertTrue(Files.exists(Path.of("/proc/self/fd/" + number)));
        event.close();
        event.close();
        assertFalse(Files.exists(Path.of("/proc/self/fd/" + number)));
        assertThrows(IllegalStateException.class, event::number);
    }
}
