package org.prmonitor.nativeaccess.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.LINUX)
class DescriptorWaiterTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private LinuxLibrary library;
    private OwnedDescriptor watched;
    private DescriptorWaiter waiter;

    @BeforeEach
    void open() throws Exception {
        library = LinuxLibrary.load();
        watched = new OwnedDescriptor(library, library.eventfd(0, LinuxLibrary.EFD_NONBLOCK_CLOEXEC));
        waiter = new DescriptorWaiter(library, watched);
    }

    @AfterEach
    void close() {
        waiter.close();
        watched.close();
    }

    @Test
    void timeRunsOut() throws Exception {
        assertFalse(waiter.await(Duration.ZERO));
        assertFalse(waiter.await(Duration.ofNanos(1)));
    }

    @Test
    void readableDescriptorEndsTheWait() throws Exception {
        assertEquals(8, library.write(watched.number(), LinuxLibrary.allocate(8).putLong(0, 1), 8));
        assertTrue(waiter.await(LONG));
    }

    @Test
    void wakeupBeforeTheWaitEndsTheNextOneAndOnlyThat() throws Exception {
        waiter.wakeup();
        waiter.wakeup();
        assertFalse(waiter.await(LONG));
        assertFalse(waiter.await(Duration.ZERO));
    }

    @Test
    void wakeupFromAnotherThreadEndsARunningWait() throws Exception {
        var result = CompletableFuture.supplyAsync(() -> {
            try {
                return waiter.await(LONG);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        waiter.wakeup();
        assertFalse(result.get(30, TimeUnit.SECONDS));
    }

    @Test
    void interruptIsAnswered() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> waiter.await(LONG));
    }

    @Test
    void wakeupAfterCloseDoesNothing() {
        waiter.close();
        waiter.close();
        waiter.wakeup();
        assertEquals(-Errno.EAGAIN, library.read(watched.number(), LinuxLibrary.allocate(8), 8));
    }
}
