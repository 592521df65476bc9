package org.prmonitor.source.internal.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.journal.Entries;
import org.prmonitor.source.internal.journal.Journal;

/**
 * How many events a second the lane hands over to 1, 4 and 16 listeners, each of which gets all of them one by one, and how long
 * after its append a fast listener gets an event, alone and beside one that takes 1 ms for each. No test: run it by hand, {@code
 * java -cp target/classes:target/test-classes:… org.prmonitor.source.internal.listener.ListenerLaneBenchmark [platform|virtual
 * [latency]]}. The events are made beforehand; the writer waits for the slowest listener, so that none is lost and the figure is
 * what was delivered. The latencies hold the machine's own stalls: compare them with those of the fast one alone.
 */
public final class ListenerLaneBenchmark {

    private static final int EVENTS = 2_000_000;
    private static final int CAPACITY = 1 << 16;
    private static final int BATCH = 256;

    /** Beside whom the fast one is, and what that one does for 1 ms an event. */
    private enum Neighbour { NONE, SLEEPS, COMPUTES }

    private ListenerLaneBenchmark() {}

    /** Counts, at the price of a plain field, and tells how far it is once a while. */
    private static final class Counter implements MonitorEventListener {

        final AtomicLong told = new AtomicLong();
        private long count;

        @Override
        public void onEvent(MonitorEvent event) {
            if (event instanceof EventsLost) {
                throw new IllegalStateException("lost");
            }
            if ((++count & (BATCH - 1)) == 0 || count == EVENTS) {
                told.setRelease(count);
            }
        }
    }

    /** Prints one line a round. */
    public static void main(String... arguments) throws InterruptedException {
        var threads = arguments.length == 0 ? "auto" : arguments[0];
        var events = new MonitorEvent[EVENTS];
        for (var index = 0; index < EVENTS; index++) {
            events[index] = Entries.event(index + 1);
        }
        var rounds = arguments.length > 1 ? 0 : 4;
        for (var round = 1; round <= rounds; round++) {
            for (var listeners : new int[] {1, 4, 16}) {
                throughput(round, listeners, threads, events);
            }
        }
        for (var neighbour : Neighbour.values()) {
            latency(threads, neighbour, events);
        }
    }

    private static ListenerLane lane(Journal journal, String threads, RecordingLog log) {
        return new ListenerLane(
                new MemoryCursors(journal), LaneFixture.settings(Map.of("listenerThreads", threads)), log, System::nanoTime);
    }

    private static void throughput(int round, int count, String threads, MonitorEvent[] events) throws InterruptedException {
        var journal = new Journal(CAPACITY);
        var lane = lane(journal, threads, new RecordingLog());
        var listeners = new ArrayList<Counter>();
        for (var index = 0; index < count; index++) {
            listeners.add(new Counter());
            lane.add(LaneFixture.properties(Map.of("prmonitor.listener.id", "n" + index), index), listeners.get(index), new ListenerOwner("b", null));
        }
        var begin = System.nanoTime();
        for (var index = 0; index < EVENTS; index++) {
            journal.append(events[index]);
            if ((index & (BATCH - 1)) == BATCH - 1) {
                journal.wakeReaders();
                awaitSlowest(listeners, index - CAPACITY / 2);
            }
        }
        journal.wakeReaders();
        awaitSlowest(listeners, EVENTS);
        var nanos = System.nanoTime() - begin;
        lane.stop(0);
        System.out.printf(
                Locale.ROOT,
                "round %d, %2d listeners (%s): %.1f M events/s each, %.1f M/s in all%n",
                round,
                count,
                threads,
                EVENTS * 1e3 / nanos,
                EVENTS * 1e3 / nanos * count);
    }

    private static void awaitSlowest(List<Counter> listeners, long told) {
        for (var listener : listeners) {
            while (listener.told.getAcquire() < told) {
                LockSupport.parkNanos(20_000);
            }
        }
    }

    /** 20,000 a second for 5 s, 20 at a time. */
    private static void latency(String threads, Neighbour neighbour, MonitorEvent[] events) throws InterruptedException {
        var total = 100_000;
        var appended = new long[total + 1];
        var took = new long[total];
        var done = new AtomicLong();
        var journal = new Journal(CAPACITY);
        var lane = lane(journal, threads, new RecordingLog());
        if (neighbour != Neighbour.NONE) {
            lane.add(
                    LaneFixture.properties(Map.of("prmonitor.listener.id", "slow"), 1),
                    event -> takeOneMillisecond(neighbour == Neighbour.COMPUTES),
                    new ListenerOwner("b", null));
        }
        lane.add(LaneFixture.properties(Map.of("prmonitor.listener.id", "fast"), 2), event -> {
            var number = (int) event.sequence();
            took[number - 1] = System.nanoTime() - appended[number];
            done.setRelease(number);
        }, new ListenerOwner("b", null));
        var next = System.nanoTime();
        for (var index = 0; index < total; index++) {
            appended[index + 1] = System.nanoTime();
            journal.append(events[index]);
            if (index % 20 == 19) {
                journal.wakeReaders();
                next += TimeUnit.MILLISECONDS.toNanos(1);
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        }
        while (done.getAcquire() < total) {
            LockSupport.parkNanos(1_000_000);
        }
        lane.stop(0);
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "20,000/s, %s, neighbour %s: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, worst %.3f ms%n",
                threads,
                neighbour.name().toLowerCase(Locale.ROOT),
                took[total / 2] / 1e6,
                took[total / 100 * 99] / 1e6,
                took[total / 1000 * 999] / 1e6,
                took[total - 1] / 1e6);
    }

    private static void takeOneMillisecond(boolean spinning) {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            if (!spinning) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }
}
