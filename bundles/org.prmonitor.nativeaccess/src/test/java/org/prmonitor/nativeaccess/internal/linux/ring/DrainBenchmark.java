package org.prmonitor.nativeaccess.internal.linux.ring;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.ebpf.LinuxWireDecoder;
import org.prmonitor.nativeaccess.internal.wire.RecordSink;

/**
 * What the reader's side costs, without a kernel: a full ring of starts and exits is drained again and again.
 *
 * <pre>mvn -q test-compile exec:java -pl bundles/org.prmonitor.nativeaccess -Dexec.classpathScope=test \
 *     -Dexec.mainClass=org.prmonitor.nativeaccess.internal.linux.ring.DrainBenchmark</pre>
 */
final class DrainBenchmark {

    private static final int RING_BYTES = 4 << 20;
    private static final int ROUNDS = 60;

    private DrainBenchmark() {}

    public static void main(String... arguments) throws Exception {
        var decoder = new LinuxWireDecoder("benchmark", 1, new BootClock(LinuxLibrary.load()));
        for (var pass = 0; pass < 3; pass++) {
            measure("drain only", (memory, offset, length) -> {});
            measure("drain and decode", (memory, offset, length) -> {
                if (decoder.lost(memory, offset, length) < 0 || decoder.decode(memory, offset, length, 1).sequence() != 1) {
                    throw new IllegalStateException();
                }
            });
        }
    }

    private static void measure(String what, RecordSink sink) throws Exception {
        var ring = new FakeRing(RING_BYTES, 0);
        var golden = Path.of("../../driver/wire/golden");
        var started = Files.readAllBytes(golden.resolve("started.bin"));
        var exited = Files.readAllBytes(golden.resolve("exited-42.bin"));
        while (ring.offer(started, 0) && ring.offer(exited, 0)) {}
        var reader = ring.reader();
        var size = ring.producerPosition();
        var records = 0L;
        var allocated = allocated();
        var nanos = 0L;
        for (var round = 1; round <= ROUNDS; round++) {
            var before = System.nanoTime();
            records += reader.drain(sink);
            nanos += System.nanoTime() - before;
            // The same records once more: the ring is a power of two, and what was in it still is, a round later.
            ring.consumer.putLong(0, round * (long) RING_BYTES);
            ring.setProducerPosition(round * (long) RING_BYTES + size);
            reader = ring.reader();
        }
        System.out.printf(
                "%-18s %6.1f M records/s, %4d bytes allocated a record%n",
                what, records * 1e3 / nanos, (allocated() - allocated) / records);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
