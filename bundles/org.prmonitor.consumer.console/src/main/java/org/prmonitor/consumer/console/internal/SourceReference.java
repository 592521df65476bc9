package org.prmonitor.consumer.console.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.MonitorEventSource;

/** The source that is there now; it may go and come back while this consumer stays. Thread-safe. */
final class SourceReference {

    /** Null while there is none. Guarded by this. */
    private @Nullable MonitorEventSource source;

    synchronized void set(MonitorEventSource newSource) {
        source = newSource;
        notifyAll();
    }

    /** Forgets a source, unless another one has taken its place: Declarative Services binds the new one first. */
    synchronized void unset(MonitorEventSource oldSource) {
        if (source == oldSource) {
            source = null;
        }
    }

    synchronized @Nullable MonitorEventSource get() {
        return source;
    }

    /** The source, or null when none came in that time. */
    synchronized @Nullable MonitorEventSource await(Duration timeout) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        for (var left = timeout.toNanos(); source == null && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return source;
    }
}
