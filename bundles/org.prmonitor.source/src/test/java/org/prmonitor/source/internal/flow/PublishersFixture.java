package org.prmonitor.source.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.ListenerThreadMode;
import org.prmonitor.source.internal.journal.Entries;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.listener.ListenerThreads;
import org.prmonitor.source.internal.listener.RecordingListener;

/** Publishers of a journal that a test writes, with time that passes when the test says so on top of the machine's. */
final class PublishersFixture implements AutoCloseable {

    final RecordingLog log = new RecordingLog();
    final Journal journal;
    final EventPublishers publishers;

    private final AtomicLong skipped = new AtomicLong();

    PublishersFixture(int capacity) {
        journal = new Journal(capacity);
        publishers = new EventPublishers(
                journal,
                (id, task) -> ListenerThreads.unstarted(ListenerThreadMode.AUTO, id, task),
                log,
                () -> System.nanoTime() + skipped.get());
    }

    /** Subscribes to all events, and waits for the subscription. */
    <S extends RecordingSubscriber> S subscribe(S subscriber) {
        return subscribe("", subscriber);
    }

    <S extends RecordingSubscriber> S subscribe(String filter, S subscriber) {
        publishers.publisher(filter).subscribe(subscriber);
        subscriber.subscription();
        return subscriber;
    }

    /** Appends so many events, and wakes who waits. */
    PublishersFixture append(int count) {
        for (var index = 0; index < count; index++) {
            journal.append(Entries.event(journal.lastSequence() + 1));
        }
        journal.wakeReaders();
        return this;
    }

    /** The kernel has lost so many. */
    PublishersFixture lose(int count) {
        journal.append(Entries.lost(journal.lastSequence() + 1, journal.lastSequence() + count));
        journal.wakeReaders();
        return this;
    }

    /** Time passes. */
    void pass(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    ListenerStatus status(String id) {
        return publishers.statuses().stream().filter(status -> status.id().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + publishers.statuses()));
    }

    /** Waits for these books: seen, delivered, filtered, lost. */
    void awaitBooks(String id, long seen, long delivered, long filtered, long lost) {
        RecordingListener.awaitTrue(() -> {
            var books = status(id).books();
            return books.seen() == seen && books.delivered() == delivered && books.filtered() == filtered && books.lost() == lost;
        });
        assertEquals(seen - delivered - filtered - lost, status(id).books().inFlight());
    }

    void awaitNobody() {
        RecordingListener.awaitTrue(() -> publishers.statuses().isEmpty());
    }

    @Override
    public void close() {
        try {
            publishers.stop(0);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while the publishers were stopped", interrupted);
        }
    }
}
