package org.prmonitor.bench.internal.jvm.benchmark;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.prmonitor.api.Resume;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.listener.EventSelection;
import org.prmonitor.source.internal.listener.ListenerLane;
import org.prmonitor.source.internal.listener.ListenerOwner;
import org.prmonitor.source.internal.listener.ListenerProperties;
import org.prmonitor.source.internal.listener.MemoryCursors;
import org.prmonitor.source.internal.log.IncidentLog;

/** An event in the journal is given to every listener, each of which has a thread of its own; the append is in it. */
@State(Scope.Thread)
public class ListenerBenchmark {

    /** A quarter of the journal: nobody falls off its tail. */
    private static final int PORTION = 1 << 14;

    /** After how many events the pump wakes the readers. */
    private static final int WAKE_INTERVAL = 256;

    @Param({"1", "10", "100"})
    private int listeners;

    private final NumberedEvent[] events = NumberedEvent.all(new WireRecords(PORTION));
    private final Journal journal = new Journal(4 * PORTION);
    private final ListenerLane lane =
            new ListenerLane(new MemoryCursors(journal), SourceSettings.defaults(), new StandardError(), System::nanoTime);
    private final Arrivals arrivals = new Arrivals(PORTION);
    private long sequence;

    /** What the lane has to complain of is not to be lost; that a listener begins is no news. */
    private static final class StandardError implements IncidentLog {

        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {
            System.err.println(line);
        }
    }

    @Setup
    public void register() {
        for (var number = 1; number <= listeners; number++) {
            lane.add(
                    new ListenerProperties("bench." + number, EventSelection.ALL, Resume.NOW, 0, number, null),
                    arrivals.listener(),
                    new ListenerOwner("bench", null));
        }
    }

    @TearDown
    public void stop() throws InterruptedException {
        lane.stop(0);
    }

    @Benchmark
    @OperationsPerInvocation(PORTION)
    public void listeners() throws InterruptedException {
        for (var index = 0; index < PORTION; index++) {
            journal.append(events[index].as(++sequence));
            if (index % WAKE_INTERVAL == WAKE_INTERVAL - 1) {
                journal.wakeReaders();
            }
        }
        arrivals.await(listeners);
    }
}
