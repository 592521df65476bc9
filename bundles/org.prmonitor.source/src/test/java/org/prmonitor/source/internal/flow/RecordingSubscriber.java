package org.prmonitor.source.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/** Keeps the signals that it is given, each as a short text, and asks for nothing by itself. */
class RecordingSubscriber implements Flow.Subscriber<MonitorEvent> {

    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private volatile Flow.Subscription subscription;
    private volatile Thread thread;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        thread = Thread.currentThread();
        subscribed.countDown();
    }

    @Override
    public void onNext(MonitorEvent event) {
        signals.add(event instanceof EventsLost loss ? "lost " + loss.from() + ".." + loss.to() : "next " + event.sequence());
    }

    @Override
    public void onError(Throwable thrown) {
        signals.add("error " + thrown);
    }

    @Override
    public void onComplete() {
        signals.add("complete");
    }

    /** Waits until it is subscribed. */
    final Flow.Subscription subscription() {
        try {
            assertEquals(true, subscribed.await(30, TimeUnit.SECONDS), "not subscribed");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return subscription;
    }

    final RecordingSubscriber request(long count) {
        subscription().request(count);
        return this;
    }

    /** Waits for exactly these signals, in this order. */
    final RecordingSubscriber expect(String... expected) {
        for (var text : expected) {
            assertEquals(text, next());
        }
        return this;
    }

    /** The next signal. */
    final String next() {
        try {
            var signal = signals.poll(30, TimeUnit.SECONDS);
            assertNotNull(signal, "no further signal within 30 s");
            return signal;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Nothing was signalled that was not expected so far. */
    final void expectNothingElse() {
        assertEquals("[]", signals.toString());
    }

    /** The thread on which it was subscribed. */
    final Thread thread() {
        return thread;
    }
}
