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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchedOutputTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
        var output = new BatchedOutput(target, Duration.ofMillis(1), failure -> {});
        write(output, "alone\n");
        assertEquals("alone\n", writes.poll(20, TimeUnit.SECONDS));
        write(output, "again\n");
        assertEquals("again\n", writes.poll(20, TimeUnit.SECONDS));
        assertTrue(output.close(PATIENCE));
    }

    @Test
    void linesGatherUntilThereAreManyOrTheEnd() throws InterruptedException {
        var output = new BatchedOutput(target, NEVER, failure -> {});
        for (var index = 0; index < 64; index++) {
            write(output, "x".repeat(1024));
        }
        assertEquals(64 * 1024, String.valueOf(writes.poll(20, TimeUnit.SECONDS)).length());
        write(output, "the rest");
        assertTrue(output.close(PATIENCE));
        assertEquals("the rest", writes.remove());
        assertTrue(writes.isEmpty());
    }

    @Test
    void afterTheEndNothingIsTaken() {
        var output = new BatchedOutput(target, NEVER, failure -> {});
        assertTrue(output.close(PATIENCE));
        assertTrue(output.close(PATIENCE));
        assertFalse(write(output, "late"));
        assertTrue(writes.isEmpty());
    }

    @Test
    void aRefusalIsReportedOnceAndEndsIt() throws InterruptedException {
        var failures = new LinkedBlockingQueue<IOException>();
        var broken = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var output = new BatchedOutput(broken, Duration.ZERO, failures::add);
        assertTrue(write(output, "x"));
        assertEquals("Broken pipe", String.valueOf(failures.poll(20, TimeUnit.SECONDS).getMessage()));
        assertFalse(write(output, "x"));
        assertTrue(output.close(PATIENCE));
        assertTrue(failures.isEmpty());
    }

    @Test
    void aStreamThatTakesNothingHoldsCallersUpUntilTheEnd() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        var patient = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                try {
                    stuck.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
        };
        var output = new BatchedOutput(patient, Duration.ZERO, failure -> {});
        var taken = new AtomicInteger();
        var caller = new Thread(() -> {
            while (write(output, "x".repeat(1024))) {
                taken.incrementAndGet();
            }
        });
        caller.start();
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertTrue(taken.get() >= 256 && taken.get() <= 512, "bounded: " + taken);
        assertFalse(output.close(Duration.ofMillis(10)));
        caller.join();
        stuck.countDown();
    }

    @Test
    void linesOfManyThreadsComeOutWhole() throws InterruptedException {
        var sink = new ByteArrayOutputStream();
        var threads = new ArrayList<Thread>();
        var output = new BatchedOutput(sink, Duration.ofMillis(1), failure -> {});
        for (var thread = 0; thread < 4; thread++) {
            var line = "abcd".substring(thread, thread + 1).repeat(200) + "\n";
            threads.add(new Thread(() -> {
                for (var count = 0; count < 1_000; count++) {
                    write(output, line);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertTrue(output.close(PATIENCE));
        var lines = sink.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(4_000, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.length() == 200 && line.chars().distinct().count() == 1));
    }

    private static boolean write(BatchedOutput output, String text) {
        return output.write(text, (lines, buffer) -> buffer.write(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
