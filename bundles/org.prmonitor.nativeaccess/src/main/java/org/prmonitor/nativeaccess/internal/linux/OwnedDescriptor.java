package org.prmonitor.nativeaccess.internal.linux;

/** A file descriptor that belongs to this object. Thread-safe; nobody may use {@link #number} while or after it is closed. */
public final class OwnedDescriptor implements AutoCloseable {

    private final LinuxLibrary library;

    /** -1 once closed; guarded by this. */
    private int fd;

    /** Takes over an open descriptor. */
    public OwnedDescriptor(LinuxLibrary library, int fd) {
        if (fd < 0) {
            throw new IllegalArgumentException("descriptor " + fd);
        }
        this.library = library;
        this.fd = fd;
    }

    /** The descriptor's number. */
    public synchronized int number() {
        if (fd < 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return fd;
    }

    /** A second call does nothing, so that a number that another thread got meanwhile stays open. */
    @Override
    public synchronized void close() {
        if (fd >= 0) {
            library.close(fd);
            fd = -1;
        }
    }
}
