package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchedOutputTest {

    private static final Duration NEVER = Duration.ofDays(1);

    /** Every write call as one element. */
    private final BlockingQueue<String> writes = new LinkedBlockingQueue<>();

    private final OutputStream target = new OutputStream() {
        @Override
        public void write(int single) {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
    };

    @Test
    void aLineLeavesAfterTheDelayWithoutAnotherOne() throws InterruptedException {
        try (var output = new BatchedOutput(target, Duration.ofMillis(1), failure -> {})) {
            output.write(text("alone\n"));
            assertEquals("alone\n", writes.poll(20, TimeUnit.SECONDS));
            output.write(text("again\n"));
            assertEquals("again\n", writes.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void linesGatherUntilThereAreManyOrTheEnd() {
        var output = new BatchedOutput(target, NEVER, failure -> {});
        for (var index = 0; index < 65; index++) {
            output.write(text("x".repeat(1024)));
        }
        assertEquals(64 * 1024, writes.remove().length());
        assertTrue(writes.isEmpty());
        output.close();
        assertEquals(1024, writes.remove().length());
    }

    @Test
    void afterTheEndNothingIsTaken() {
        var output = new BatchedOutput(target, NEVER, failure -> {});
        output.close();
        output.close();
        assertFalse(output.write(text("late")));
        assertTrue(writes.isEmpty());
    }

    @Test
    void aRefusalIsReportedOnceAndEndsIt() {
        var failures = new ArrayList<IOException>();
        var broken = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var output = new BatchedOutput(broken, NEVER, failures::add);
        assertFalse(output.write(text("x".repeat(64 * 1024))));
        assertFalse(output.write(text("x".repeat(64 * 1024))));
        output.close();
        assertEquals(1, failures.size());
    }

    @Test
    void linesOfManyThreadsComeOutWhole() throws InterruptedException {
        var sink = new ByteArrayOutputStream();
        var threads = new ArrayList<Thread>();
        try (var output = new BatchedOutput(sink, Duration.ofMillis(1), failure -> {})) {
            for (var thread = 0; thread < 4; thread++) {
                var line = "abcd".substring(thread, thread + 1).repeat(200) + "\n";
                threads.add(new Thread(() -> {
                    for (var count = 0; count < 1_000; count++) {
                        output.write(text(line));
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (var thread : threads) {
                thread.join();
            }
        }
        var lines = sink.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(4_000, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.length() == 200 && line.chars().distinct().count() == 1));
    }

    private static BatchedOutput.Lines text(String text) {
        return buffer -> buffer.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
