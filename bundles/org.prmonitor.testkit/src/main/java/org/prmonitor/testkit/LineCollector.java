package org.prmonitor.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads a stream line by line on a thread of its own, so that whoever writes is never held up. */
final class LineCollector {

    private final Thread reader;

    /** Guarded by this. */
    private final List<String> lines = new ArrayList<>();

    /** Nothing comes any more. Guarded by this. */
    private boolean ended;

    LineCollector(String name, InputStream stream) {
        reader = new Thread(() -> collect(stream), "test-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Waits for a line.
     *
     * @param from the index of the first line that counts
     * @return its index
     */
    synchronized int await(int from, Predicate<String> condition, Duration patience, Supplier<String> description)
            throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        for (var next = from; ; next++) {
            for (var left = deadline - System.nanoTime(); next >= lines.size(); left = deadline - System.nanoTime()) {
                if (ended || left <= 0) {
                    throw new AssertionError((ended ? "ended" : "did not come in time") + " without that line\n" + description.get());
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            if (condition.test(lines.get(next))) {
                return next;
            }
        }
    }

    synchronized String line(int index) {
        return lines.get(index);
    }

    /** Waits until nothing comes any more; false when that takes too long, because a child of the program holds the other end. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        reader.join(patience.toMillis());
        return !reader.isAlive();
    }

    private void collect(InputStream stream) {
        try (var buffered = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = buffered.readLine(); line != null; line = buffered.readLine()) {
                add(line);
            }
        } catch (IOException closedByTheTest) {
            // The lines so far are what there is.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
