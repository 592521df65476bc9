package org.prmonitor.source.internal.journal;

import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/**
 * How many events a second go through the journal, with so many readers as the first argument says (default 1). No test:
 * run it by hand, {@code java -cp target/classes:target/test-classes:… org.prmonitor.source.internal.journal.JournalBenchmark}.
 * The events are made beforehand, so that what is measured is append, wake-up and batched read.
 */
public final class JournalBenchmark {

    private static final int EVENTS = 4_000_000;

    private JournalBenchmark() {}

    /** Prints one line a round. */
    public static void main(String... arguments) throws InterruptedException {
        var readers = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        var events = new MonitorEvent[EVENTS];
        for (var index = 0; index < EVENTS; index++) {
            events[index] = Entries.event(index + 1);
        }
        for (var round = 1; round <= 8; round++) {
            run(round, readers, events);
        }
    }

    private static void run(int round, int readers, MonitorEvent[] events) throws InterruptedException {
        var journal = new Journal(1 << 16);
        var done = new CountDownLatch(readers);
        var lost = new long[readers];
        var threads = new ArrayList<Thread>();
        for (var index = 0; index < readers; index++) {
            var own = index;
            var reader = journal.readerAtHead();
            threads.add(new Thread(() -> {
                lost[own] = readAll(reader);
                done.countDown();
            }));
        }
        threads.forEach(Thread::start);
        var begin = System.nanoTime();
        for (var index = 0; index < events.length; index++) {
            journal.append(events[index]);
            if ((index & 255) == 255) {
                journal.wakeReaders();
            }
        }
        journal.wakeReaders();
        var written = System.nanoTime();
        done.await();
        var read = System.nanoTime();
        var lostSum = 0L;
        for (var count : lost) {
            lostSum += count;
        }
        System.out.printf(
                Locale.ROOT,
                "round %d, %d readers: written %.1f M/s, all read %.1f M/s, overrun %d%n",
                round,
                readers,
                events.length * 1e3 / (written - begin),
                events.length * 1e3 / (read - begin),
                lostSum);
    }

    private static long readAll(JournalReader reader) {
        var batch = new MonitorEvent[256];
        var last = 0L;
        var lost = 0L;
        try {
            while (last < EVENTS) {
                if (reader.await(1_000_000_000L)) {
                    var count = reader.read(batch);
                    last = batch[count - 1].sequence();
                    if (batch[0] instanceof EventsLost loss) {
                        lost += loss.to() - loss.from() + 1;
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return lost;
    }
}
