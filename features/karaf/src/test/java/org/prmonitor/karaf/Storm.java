package org.prmonitor.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Real processes that end with a code of their own. */
final class Storm {

    /** How they end. */
    static final int CODE = 107;

    private static final int MOST_TRIALS = 60;

    private Storm() {}

    /** One after another; their ids, in the order in which they ended. */
    static List<Long> run(int count) throws IOException, InterruptedException {
        var ids = new ArrayList<Long>();
        for (var index = 0; index < count; index++) {
            var process = new ProcessBuilder("sh", "-c", "exit " + CODE).start();
            assertEquals(CODE, process.waitFor());
            ids.add(process.pid());
        }
        return ids;
    }

    /** Looks for what a process has left behind. */
    @FunctionalInterface
    interface Sighting {
        boolean of(long processId) throws InterruptedException;
    }

    /**
     * One after another until the last of them was seen: EventAdmin keeps nothing for a handler that is registered later, and Felix's
     * sends to nobody while it takes in its configuration.
     */
    static List<Long> runUntil(Sighting sighting) throws IOException, InterruptedException {
        var ids = new ArrayList<>(run(1));
        while (!sighting.of(ids.get(ids.size() - 1))) {
            assertTrue(ids.size() < MOST_TRIALS, () -> "none of " + ids + " was seen");
            ids.addAll(run(1));
        }
        return ids;
    }

    /** One after another for as long as that is true. */
    static List<Long> runWhile(AtomicBoolean running) {
        var ids = new ArrayList<Long>();
        try {
            while (running.get()) {
                ids.addAll(run(1));
            }
            return ids;
        } catch (IOException | InterruptedException failure) {
            throw new CompletionException(failure);
        }
    }
}
