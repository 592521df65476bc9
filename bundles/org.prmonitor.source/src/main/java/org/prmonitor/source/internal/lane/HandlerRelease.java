package org.prmonitor.source.internal.lane;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the wait of a lane for a handler that EventAdmin has given up. Felix's {@code DenylistLatch} knows that it has, and
 * waits all the same for as long as the handler takes, for ever if need be. A daemon thread for one wait; it ends with it.
 */
final class HandlerRelease {

    /** The thread's name. */
    static final String THREAD = "prmonitor-event-admin-release";

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Thread lane;
    private final LaneProgress progress;
    private final long deadline;
    private final long passed;

    /**
     * For the event that is being sent now.
     *
     * @param patience how long the handlers still have
     */
    HandlerRelease(Thread lane, LaneProgress progress, Duration patience) {
        this.lane = lane;
        this.progress = progress;
        this.deadline = System.nanoTime() + patience.toNanos();
        this.passed = progress.passed();
    }

    void start() {
        var thread = new Thread(this::run, THREAD);
        thread.setDaemon(true);
        thread.setContextClassLoader(HandlerRelease.class.getClassLoader());
        thread.start();
    }

    private void run() {
        while (progress.passed() == passed && lane.isAlive()) {
            var left = deadline - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, Math.min(left, GLANCE));
            } else if (isInLatch()) {
                lane.interrupt();
                return;
            } else {
                // In a handler that Felix was told not to time: it is on the lane's own thread, and is not to be disturbed.
                LockSupport.parkNanos(this, GLANCE);
            }
        }
    }

    private boolean isInLatch() {
        return Arrays.stream(lane.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith("org.apache.felix.eventadmin.impl.tasks.") && name.endsWith("Latch"));
    }
}
