package org.prmonitor.bench.internal.jvm.benchmark;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.Journal;

/** The journal as it comes by default, with nobody at the other end. */
public class JournalBenchmark {

    /** The default size of the journal. */
    private static final int EVENTS = 1 << 16;

    /** As a lane reads. */
    private static final int BATCH = 256;

    /** For the writer. */
    @State(Scope.Thread)
    public static class Written {

        private final NumberedEvent[] events = NumberedEvent.all(new WireRecords(EVENTS));
        private final Journal journal = new Journal(EVENTS);
        private long sequence;
    }

    /** For the reader: a journal that is full. */
    @State(Scope.Thread)
    public static class Full {

        private final MonitorEvent[] batch = new MonitorEvent[BATCH];
        private final Journal journal = new Journal(EVENTS);

        public Full() {
            for (var event : new WireRecords(EVENTS).events()) {
                journal.append(event);
            }
        }
    }

    @Benchmark
    public void append(Written written) {
        var sequence = ++written.sequence;
        written.journal.append(written.events[(int) sequence & EVENTS - 1].as(sequence));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void read(Full full, Blackhole blackhole) {
        try (var reader = full.journal.readerAtOldest()) {
            var left = EVENTS;
            while (left > 0) {
                var count = reader.read(full.batch);
                for (var index = 0; index < count; index++) {
                    blackhole.consume(full.batch[index]);
                }
                left -= count;
            }
        }
    }
}
