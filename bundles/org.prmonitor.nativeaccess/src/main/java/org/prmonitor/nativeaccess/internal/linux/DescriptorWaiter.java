package org.prmonitor.nativeaccess.internal.linux;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.prmonitor.api.channel.ChannelException;

/**
 * Waits until a descriptor can be read or another thread says so: poll(2) over it and an eventfd. {@link #await} and
 * {@link #close} belong to one thread; {@link #wakeup} may be called from any, also after {@link #close}.
 */
public final class DescriptorWaiter implements AutoCloseable {

    /** {@code struct pollfd}: int fd, short events, short revents. */
    private static final int POLLFD_BYTES = 8;

    private final LinuxLibrary library;
    private final OwnedDescriptor wakeups;
    private final ByteBuffer pollFds = LinuxLibrary.allocate(2 * POLLFD_BYTES);
    private final ByteBuffer drained = LinuxLibrary.allocate(Long.BYTES);
    private final ByteBuffer one = LinuxLibrary.allocate(Long.BYTES).putLong(0, 1);

    /** Guarded by this: a wake-up must not reach a descriptor number that is somebody else's by now. */
    private boolean closed;

    /** Watches a descriptor, which stays its owner's and open longer than this. */
    public DescriptorWaiter(LinuxLibrary library, OwnedDescriptor watched) throws ChannelException {
        this.library = library;
        var descriptor = Errno.check("eventfd", library.eventfd(0, LinuxLibrary.EFD_NONBLOCK_CLOEXEC), null);
        this.wakeups = new OwnedDescriptor(library, descriptor);
        pollFds.putInt(0, watched.number())
                .putShort(4, LinuxLibrary.POLLIN)
                .putInt(POLLFD_BYTES, descriptor)
                .putShort(POLLFD_BYTES + 4, LinuxLibrary.POLLIN);
    }

    /**
     * Waits.
     *
     * @param timeout how long at most; a part of a millisecond counts as a whole one
     * @return whether the descriptor can be read; false when the time ran out or {@link #wakeup} was called
     */
    public boolean await(Duration timeout) throws ChannelException, InterruptedException {
        var start = System.nanoTime();
        var nanos = saturatedNanos(timeout);
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var left = Math.max(0, nanos - (System.nanoTime() - start));
            var ready = library.poll(pollFds, 2, (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000));
            if (ready < 0 && ready != -Errno.EINTR) {
                throw Errno.failure("poll", -ready, null);
            }
            if (ready > 0) {
                if (pollFds.getShort(POLLFD_BYTES + 6) != 0) {
                    library.read(wakeups.number(), drained, Long.BYTES);
                }
                return pollFds.getShort(6) != 0;
            }
            if (left == 0) {
                return false;
            }
        }
    }

    /** Ends a running {@link #await}, or the next one. */
    public synchronized void wakeup() {
        if (!closed) {
            library.write(wakeups.number(), one, Long.BYTES);
        }
    }

    /** A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            wakeups.close();
        }
    }

    private static long saturatedNanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : timeout.toNanos();
    }
}
