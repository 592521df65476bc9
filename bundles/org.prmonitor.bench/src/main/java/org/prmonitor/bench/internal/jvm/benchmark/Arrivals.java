package org.prmonitor.bench.internal.jvm.benchmark;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.LossEvent;

/** Listeners that do nothing but count, and one who waits until each of them has been given so many events more. */
final class Arrivals {

    private static final long PATIENCE_SECONDS = 30;

    private final Semaphore portions = new Semaphore(0);
    private final int portion;

    /** @param portion how many events are sent at a time */
    Arrivals(int portion) {
        this.portion = portion;
    }

    /** One more of them. It is called by one thread at a time. */
    MonitorEventListener listener() {
        var count = new int[1];
        return event -> {
            // One that was told of a loss never has them all, and the measurement ends with that.
            if (!(event instanceof LossEvent) && ++count[0] == portion) {
                count[0] = 0;
                portions.release();
            }
        };
    }

    /** Waits until so many listeners have been given a portion each. */
    void await(int listeners) throws InterruptedException {
        if (!portions.tryAcquire(listeners, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + portions.availablePermits() + " listeners of " + listeners + " were given all "
                    + portion + " events within " + PATIENCE_SECONDS + " s");
        }
    }
}
