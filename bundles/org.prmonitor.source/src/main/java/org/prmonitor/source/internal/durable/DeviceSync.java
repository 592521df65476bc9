package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * Has the system write its caches to the device, every second, on a thread of its own: that may take longer than the journal in
 * memory can wait for.
 */
final class DeviceSync {

    /** The thread's name. */
    static final String THREAD = "prmonitor-durable-sync";

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final DurableStore store;
    private final BooleanSupplier isWanted;
    private final IncidentLog log;
    private final Thread thread = new Thread(this::run, THREAD);
    private volatile boolean stopping;

    /**
     * Not started yet.
     *
     * @param isWanted asked every time
     */
    DeviceSync(DurableStore store, BooleanSupplier isWanted, IncidentLog log) {
        this.store = store;
        this.isWanted = isWanted;
        this.log = log;
        thread.setDaemon(true);
        thread.setContextClassLoader(DeviceSync.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    /** Ends the thread; it may be waiting for the device still when this returns. Any thread. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** After {@link #stop}, waits for the device. */
    void awaitEnd(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
    }

    private void run() {
        var isFailing = false;
        while (!stopping) {
            LockSupport.parkNanos(this, INTERVAL.toNanos());
            if (stopping || !isWanted.getAsBoolean()) {
                continue;
            }
            try {
                store.sync();
                isFailing = false;
            } catch (IOException failed) {
                if (!isFailing && !stopping) {
                    isFailing = true;
                    log.warn("durable journal: " + store.segments().directory() + " cannot be synced: " + failed
                            + "; a power loss may take more than a second; tried again");
                }
            }
        }
    }
}
