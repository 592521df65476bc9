package org.prmonitor.sample.onexit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs of one command, one at a time and in order, on a thread of their own: who asks for one never waits. Bounded: what would wait
 * beyond is not run, which is said when that begins and when it is over.
 */
final class CommandQueue {

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final String rule;
    private final Command command;
    private final Consumer<String> warn;
    private final BlockingQueue<ExitedProcess> waiting;
    private final Thread thread;

    /** Listener's thread only. */
    private long dropped;

    /** Begins with what waited in an instance before this one; as much of it as fits. */
    CommandQueue(OnExitSettings settings, List<ExitedProcess> before, Consumer<String> info, Consumer<String> warn) {
        this.rule = settings.rule();
        this.command = new Command(settings, info, warn);
        this.warn = warn;
        this.waiting = new ArrayBlockingQueue<>(settings.waiting());
        before.forEach(waiting::offer);
        this.thread = new Thread(this::run, OnExitConfiguration.PID + ' ' + rule);
        thread.start();
    }

    /** A process exited: the command is run for it when those before it have ended. Does not wait. */
    void add(ExitedProcess exited) {
        if (waiting.offer(exited)) {
            if (dropped > 0) {
                warn.accept(rule + ": runs again; " + dropped + (dropped == 1 ? " run was" : " runs were") + " dropped");
                dropped = 0;
            }
        } else if (dropped++ == 0) {
            warn.accept(rule + ": as many runs wait as may; what comes beyond is dropped");
        }
    }

    /**
     * Kills the command where it runs, and ends the thread.
     *
     * @return what waited, in order
     */
    List<ExitedProcess> close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
        var rest = new ArrayList<ExitedProcess>();
        waiting.drainTo(rest);
        return rest;
    }

    private void run() {
        try {
            while (true) {
                command.run(waiting.take());
            }
        } catch (InterruptedException closed) {
            // The end.
        }
    }
}
