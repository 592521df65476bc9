package org.prmonitor.bench.internal.ui;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.swt.widgets.Display;

/**
 * Asks the user interface's thread for a sign of life every 10 ms. One question at a time: the next one is put when the last was
 * answered, so that a long stall is one long time and not many.
 */
final class Heartbeat implements AutoCloseable {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Display display;
    private final Thread thread = new Thread(this::beat, "prmonitor-bench-heartbeat");
    private volatile boolean ended;

    /** When the question that is open was put; 0 for none. Written by this thread, then by the user interface's, in turn. */
    private volatile long askedNanos;

    private final MillisList stalls = new MillisList();

    private Heartbeat(Display display) {
        this.display = display;
    }

    static Heartbeat start(Display display) {
        var heartbeat = new Heartbeat(display);
        heartbeat.thread.setDaemon(true);
        heartbeat.thread.start();
        return heartbeat;
    }

    /** How long each answer took. */
    double[] millis() {
        return stalls.toArray();
    }

    /** No more questions; the last one is waited for. */
    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        while (!ended || askedNanos != 0) {
            if (askedNanos == 0 && !display.isDisposed()) {
                askedNanos = System.nanoTime();
                display.asyncExec(this::answer);
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private void answer() {
        stalls.add((System.nanoTime() - askedNanos) / 1e6);
        askedNanos = 0;
    }
}
