package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;

/**
 * Makes every processor send a message. The sequence is per processor, and a gap shows only when that processor's next
 * message arrives: at the start one from each is the base, and after an overflow one from each shows what is missing at
 * once, instead of whenever that processor next does something. A thread of its own walks from processor to processor and
 * sets its name on each, which is the cheapest thing that the connector reports.
 */
final class ProcessorPoke {

    private static final byte[] NAME = "prm-netlink".getBytes(StandardCharsets.US_ASCII);

    private final LinuxLibrary library;

    ProcessorPoke(LinuxLibrary library) {
        this.library = library;
    }

    /**
     * Pokes all processors that this process may run on. Where the system forbids to choose one (seccomp), it does nothing:
     * the gaps then show later.
     */
    void run() {
        // An affinity that is changed cannot be given back for sure: the thread ends with it.
        var thread = new Thread(this::walk, "prm-netlink");
        thread.setDaemon(true);
        thread.start();
        // Without regard to interrupts: it is done at once, and must not call a library that is closed meanwhile.
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void walk() {
        var allowed = LinuxLibrary.allocate(ConnectorMessages.PROCESSORS_MAX / 8);
        if (library.getAffinity(allowed) < 0) {
            return;
        }
        var one = LinuxLibrary.allocate(allowed.capacity());
        var name = LinuxLibrary.allocate(16).put(0, NAME);
        for (var processor = 0; processor < ConnectorMessages.PROCESSORS_MAX; processor++) {
            if (isSet(allowed, processor)) {
                flip(one, processor);
                if (library.setAffinity(one) == 0) {
                    library.setThreadName(name);
                }
                flip(one, processor);
            }
        }
    }

    /** A {@code cpu_set_t} is an array of {@code unsigned long}. */
    private static boolean isSet(ByteBuffer processors, int processor) {
        return (processors.getLong(processor / 64 * 8) >> processor % 64 & 1) != 0;
    }

    private static void flip(ByteBuffer processors, int processor) {
        var index = processor / 64 * 8;
        processors.putLong(index, processors.getLong(index) ^ 1L << processor % 64);
    }
}
