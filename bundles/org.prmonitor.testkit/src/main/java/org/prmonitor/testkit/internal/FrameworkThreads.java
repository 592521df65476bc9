package org.prmonitor.testkit.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.osgi.framework.BundleException;

/**
 * The threads that a framework and its bundles start: those that one of them starts are of its own group, as the one that starts the
 * framework is. So it is known when they have ended, which is later than the framework says.
 */
final class FrameworkThreads {

    private final ThreadGroup group = new ThreadGroup("prmonitor-testkit");

    /** Something that a framework is asked to do. */
    @FunctionalInterface
    interface Work {
        void run() throws BundleException;
    }

    /** Runs it on a thread of the group, and waits for its end. */
    void run(Work work) throws BundleException, InterruptedException {
        var task = new FutureTask<Void>((Callable<Void>) () -> {
            work.run();
            return null;
        });
        new Thread(group, task, "prmonitor-testkit-framework").start();
        try {
            task.get();
        } catch (ExecutionException failure) {
            var cause = failure.getCause();
            if (cause instanceof BundleException refused) {
                throw refused;
            }
            if (cause instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            if (cause instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException(cause);
        }
    }

    /**
     * Waits until those have ended that have no name of their own: they do something once, in the background, and would fail at it in a
     * framework that has stopped meanwhile (Felix's EventAdmin reads its configuration so).
     */
    void awaitErrands(Duration patience) throws InterruptedException {
        awaitEnd(patience, thread -> thread.getName().matches("Thread-\\d+"));
    }

    /**
     * Waits until all have ended.
     *
     * @return those that have not
     */
    List<Thread> awaitEnd(Duration patience) throws InterruptedException {
        return awaitEnd(patience, thread -> true);
    }

    private List<Thread> awaitEnd(Duration patience, Predicate<Thread> which) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        for (var thread : alive(which)) {
            var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left > 0) {
                thread.join(left);
            }
        }
        return alive(which);
    }

    private List<Thread> alive(Predicate<Thread> which) {
        var threads = new Thread[2 * group.activeCount() + 8];
        var count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count).filter(Thread::isAlive).filter(which).toList();
    }
}
