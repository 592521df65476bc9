package org.prmonitor.source.internal.listener;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One daemon thread that looks after the listeners, and is there only while there are some. Guarded by its lane's monitor. */
public final class ListenerWatch {

    /** The thread's name. */
    static final String THREAD = "prmonitor-listener-watch";

    private static final long TICK_MILLIS = 1_000;

    private final Runnable look;
    private final ScheduledThreadPoolExecutor executor;
    private @Nullable ScheduledFuture<?> ticks;

    public ListenerWatch(Runnable look) {
        this.look = look;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(null, task, THREAD, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(ListenerWatch.class.getClassLoader());
            return thread;
        });
        executor.setKeepAliveTime(TICK_MILLIS, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Ticks from now on. */
    public void watch() {
        if (ticks == null) {
            ticks = executor.scheduleWithFixedDelay(look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Does not tick any more until there is something to watch. */
    public void rest() {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    /** For ever. */
    public void close() {
        executor.shutdownNow();
    }
}
