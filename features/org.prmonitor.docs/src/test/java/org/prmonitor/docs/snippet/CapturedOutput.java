package org.prmonitor.docs.snippet;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes what is printed on standard output and standard error until it is closed. The streams are those of the whole JVM. */
final class CapturedOutput implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream error = System.err;

    /** Guarded by itself. */
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] more, int offset, int length) {
            super.write(more, offset, length);
            notifyAll();
        }
    };

    CapturedOutput() {
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    /** What was printed so far. */
    List<String> lines() {
        synchronized (bytes) {
            return bytes.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Waits for as many lines; returns what came when that takes too long. */
    List<String> await(int count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (bytes) {
            for (long left = patience.toNanos(); lines().size() < count && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(bytes, left);
            }
            return lines();
        }
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(error);
    }
}
