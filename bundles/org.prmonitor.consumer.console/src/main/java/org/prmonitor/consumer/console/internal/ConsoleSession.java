package org.prmonitor.consumer.console.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;

/**
 * The two commands that a launcher calls on its main thread: {@link #ready} and {@link #run}. The results are exit codes.
 * An interrupt of the calling thread is the request to come to an end.
 */
final class ConsoleSession {

    static final int DONE = 0;
    static final int FAILED = 1;

    /** A source that is neither ready nor in trouble by then hangs. */
    private static final Duration START_TIME = Duration.ofSeconds(10);

    /** How long the closing may take: Ctrl-C is answered within 2 s. */
    private static final Duration FLUSH_TIME = Duration.ofSeconds(1);

    /** Why the session ended. */
    private enum Ending {
        /** The time is over, or somebody interrupted the calling thread. */
        ENOUGH,
        /** This bundle stops. */
        BUNDLE_STOPPED,
        READER_GONE,
        OUTPUT_FAILED
    }

    private final SourceReference sources;
    private final Notices notices;
    private final EventCounts counts;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    ConsoleSession(SourceReference sources, Notices notices, EventCounts counts) {
        this.sources = sources;
        this.notices = notices;
        this.counts = counts;
    }

    /** Waits until nothing can be missed any more, and says so; or says why not. */
    int ready() {
        try {
            return isReady() ? DONE : FAILED;
        } catch (InterruptedException stopped) {
            notices.say("stopped before it was ready");
            return FAILED;
        }
    }

    /**
     * {@link #ready}, then goes on until the time is over, it is interrupted, the output's reader is gone, or
     * {@link #stop} is called.
     *
     * @param duration how long; zero for without end
     * @param close lets everything out that has arrived, and ends the printing; false when not everything got out
     * @return the exit code; null when this bundle stops, and the command goes on where it comes back
     */
    @Nullable Integer run(Duration duration, BooleanSupplier close) {
        if (ready() != DONE) {
            return FAILED;
        }
        var start = System.nanoTime();
        var how = awaitEnding(duration);
        if (how == Ending.BUNDLE_STOPPED) {
            return null;
        }
        var time = Duration.ofNanos(System.nanoTime() - start);
        var source = sources.get();
        if (source != null && how == Ending.ENOUGH) {
            flush(source);
        }
        var complete = close.getAsBoolean();
        if (!complete) {
            notices.say("standard output takes nothing any more; the last events are not in it");
        }
        notices.say(String.join("\n", Summary.lines(counts, time, source == null ? List.of() : source.status().hops())));
        return complete && ending.getNow(how) != Ending.OUTPUT_FAILED ? DONE : FAILED;
    }

    /** Ends {@link #run}: this bundle stops. */
    void stop() {
        ending.complete(Ending.BUNDLE_STOPPED);
    }

    /**
     * Ends {@link #run}: nothing can be printed any more.
     *
     * @param readerGone whoever read the events has seen enough; no failure of ours
     */
    void outputFailed(IOException reason, boolean readerGone) {
        if (readerGone) {
            ending.complete(Ending.READER_GONE);
        } else if (ending.complete(Ending.OUTPUT_FAILED)) {
            notices.say("standard output does not take the events: " + reason.getMessage());
        }
    }

    private boolean isReady() throws InterruptedException {
        var source = sources.await(START_TIME);
        if (source == null) {
            notices.say("no event source within " + START_TIME.toSeconds() + " s: is the bundle org.prmonitor.source active?");
            return false;
        }
        var status = source.await(START_TIME, now -> now.state() == SourceState.RUNNING || now.state() == SourceState.RECOVERING);
        if (status.state() != SourceState.RUNNING) {
            notices.say("not ready: " + (status.remarks().isEmpty() ? trouble(status) : String.join("\n", status.remarks())));
            return false;
        }
        status.remarks().forEach(notices::say);
        var promise = status.fidelity() == null ? "" : " (" + status.fidelity().description() + ")";
        notices.say("ready " + status.channel() + promise);
        return true;
    }

    private static String trouble(SourceStatus status) {
        return switch (status.state()) {
            case RECOVERING -> "no channel opened";
            case STOPPED -> "the event source was stopped";
            default -> "no channel opened within " + START_TIME.toSeconds() + " s";
        };
    }

    private Ending awaitEnding(Duration duration) {
        try {
            return duration.isZero() ? ending.get() : ending.get(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException over) {
            return Ending.ENOUGH;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nobody completes it so", impossible);
        }
    }

    private void flush(MonitorEventSource source) {
        try {
            if (!source.flush(FLUSH_TIME)) {
                notices.say("the last events did not arrive within " + FLUSH_TIME.toSeconds() + " s");
            }
        } catch (InterruptedException impatient) {
            notices.say("the last events were not waited for");
        }
    }
}
