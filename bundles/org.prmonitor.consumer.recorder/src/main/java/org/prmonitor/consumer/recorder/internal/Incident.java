package org.prmonitor.consumer.recorder.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.consumer.recorder.internal.file.RecordingLog;
import org.prmonitor.consumer.recorder.internal.file.SystemFailure;

/**
 * That nothing can be written: said once when it begins, again when its reason changes, and once when it is over. Not
 * thread-safe.
 */
final class Incident {

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final RecordingLog log;
    private final LongSupplier nanoTime;

    /** What was said last; empty while all is well. */
    private String said = "";

    private long since;
    private Duration delay = FIRST_DELAY;

    Incident(RecordingLog log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** A system refused. */
    void failed(Path directory, IOException failure) {
        var text = SystemFailure.describe(failure);
        if (text.startsWith(directory.toString())) {
            report("Cannot record: " + text + "; " + SystemFailure.advice(failure));
        } else {
            report("Cannot record to " + directory + ": " + text + "; " + SystemFailure.advice(failure));
        }
    }

    /** The configuration makes no sense, and there is none before it. */
    void refused(String reason) {
        report("Cannot record: configuration " + RecorderConfiguration.PID + " refused: " + reason);
    }

    /** How long to wait until the next attempt: longer from time to time. */
    Duration nextDelay() {
        var current = delay;
        var doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
        return current;
    }

    /**
     * It was written.
     *
     * @param late how many events had to wait; asked only at the end of an incident
     */
    void over(Path file, LongSupplier late) {
        if (!said.isEmpty()) {
            var events = late.getAsLong();
            log.info("Recording again to " + file + " after " + LifetimeText.of(nanoTime.getAsLong() - since) + ", " + events
                    + (events == 1 ? " event late" : " events late"));
            said = "";
        }
        delay = FIRST_DELAY;
    }

    private void report(String line) {
        if (said.isEmpty()) {
            since = nanoTime.getAsLong();
        }
        if (!line.equals(said)) {
            said = line;
            log.warn(line + ". Events wait in the journal meanwhile");
        }
    }
}
