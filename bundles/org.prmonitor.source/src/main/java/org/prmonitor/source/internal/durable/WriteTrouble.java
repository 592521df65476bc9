package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.prmonitor.source.internal.log.IncidentLog;

/** Says once that a directory cannot be written, and once that it can again, with growing pauses between. One thread. */
final class WriteTrouble {

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LAST = Duration.ofSeconds(5);

    private final Path directory;
    private final IncidentLog log;
    private Duration pause = Duration.ZERO;
    private long since;

    WriteTrouble(Path directory, IncidentLog log) {
        this.directory = directory;
        this.log = log;
    }

    /**
     * It failed.
     *
     * @return how long to wait before the next attempt, in nanoseconds
     */
    long pause(IOException failed) {
        if (pause.isZero()) {
            since = System.nanoTime();
            log.warn("durable journal: " + directory + " cannot be written: " + failed + "; the events wait in memory (journalEvents), and "
                    + "durable listeners lose what does not fit there. Free some space, or see to it that the folder can be written; it is "
                    + "tried again");
        }
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(FIRST) < 0 ? FIRST : doubled.compareTo(LAST) > 0 ? LAST : doubled;
        return pause.toNanos();
    }

    /** It did not fail. */
    void over() {
        if (!pause.isZero()) {
            pause = Duration.ZERO;
            log.info("durable journal: " + directory + " is written again, after " + Duration.ofNanos(System.nanoTime() - since).toSeconds() + " s");
        }
    }
}
