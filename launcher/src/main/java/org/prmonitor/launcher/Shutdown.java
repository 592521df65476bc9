package org.prmonitor.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and a termination signal, made into an interrupt of the main thread: it is the main thread that flushes, sums
 * up, stops the framework and removes its storage. The hook waits for that, and gives the exit code that it came to,
 * where the JVM would give 128 plus the signal.
 */
final class Shutdown {

    /** Closing takes 1 s at most where all goes well; a framework that hangs must not hold a terminal for longer. */
    private static final long PATIENCE_SECONDS = 5;

    private final Thread mainThread;
    private final CountDownLatch mainThreadEnded = new CountDownLatch(1);
    private volatile boolean requested;

    /** Written before {@link #mainThreadEnded} opens, read after. */
    private int exitCode;

    private Shutdown(Thread mainThread) {
        this.mainThread = mainThread;
    }

    static Shutdown install(Thread mainThread) {
        var shutdown = new Shutdown(mainThread);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::onShutdown, "prmonitor-shutdown"));
        return shutdown;
    }

    /** Somebody asked for the end. */
    boolean isRequested() {
        return requested;
    }

    /** The main thread has closed everything. */
    void mainThreadEnds(int code) {
        exitCode = code;
        mainThreadEnded.countDown();
    }

    private void onShutdown() {
        if (mainThreadEnded.getCount() == 0) {
            return;
        }
        requested = true;
        mainThread.interrupt();
        try {
            if (mainThreadEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        System.err.println("prmonitor: did not come to an end within " + PATIENCE_SECONDS + " s");
    }
}
