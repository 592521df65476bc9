package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** The source's stream in both frameworks, over the end of the source's bundle. */
@PrMonitorTest
class PublisherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long FIRST = 100;

    @Test
    void aStreamEndsWithTheSourcesBundleAndBeginsAnewWithIt(ScriptedSource scripted) throws Exception {
        var subscriber = new Subscriber(2);
        scripted.source().publisher("(exit.code>=1)").subscribe(subscriber);
        scripted.emit(exit(FIRST, 0), exit(FIRST + 1, 1));
        scripted.lose(3);
        scripted.emit(exit(FIRST + 2, 2));
        assertEquals(List.of("exit " + (FIRST + 1), "lost 3"), subscriber.take(2));
        var stopped = scripted.source().publisher("");
        var bundle = Bundles.bySymbolicName(scripted.context(), "org.prmonitor.source");
        bundle.stop();
        try {
            // What it has not asked for is not given.
            assertEquals(List.of("complete"), subscriber.take(1));
            assertEquals(List.of(), threads());
            var late = new Subscriber(1);
            stopped.subscribe(late);
            assertEquals(List.of("error IllegalStateException"), late.take(1));
        } finally {
            bundle.start();
        }
        var running = scripted.source().await(PATIENCE, status -> status.state() == SourceState.RUNNING);
        assertEquals(scripted.channel().name(), running.channel(), running::toString);
        var next = new Subscriber(Long.MAX_VALUE);
        scripted.source().publisher("").subscribe(next);
        scripted.emit(exit(FIRST + 3, 0));
        assertEquals(List.of("exit " + (FIRST + 3)), next.take(1));
        next.subscription.cancel();
        scripted.source().await(PATIENCE, status -> threads().isEmpty());
        assertEquals(List.of(), threads());
    }

    @Test
    void aFilterThatMakesNoSenseIsRefused(MonitorEventSource source) {
        assertThrows(IllegalArgumentException.class, () -> source.publisher("(exit.code>="));
    }

    private static ScriptedEvent exit(long processId, int code) {
        return ScriptedProcess.of(processId).exited(code);
    }

    /** Of subscriptions. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("prmonitor-listener-publisher-"))
                .toList();
    }

    private static final class Subscriber implements Flow.Subscriber<MonitorEvent> {

        private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
        private final long wanted;
        private volatile Flow.Subscription subscription;

        Subscriber(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            subscription.request(wanted);
        }

        @Override
        public void onNext(MonitorEvent event) {
            signals.add(event instanceof EventsLost lost ? "lost " + lost.count() : "exit " + ((ProcessExited) event).processId());
        }

        @Override
        public void onError(Throwable thrown) {
            signals.add("error " + thrown.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }

        List<String> take(int count) throws InterruptedException {
            var taken = new String[count];
            for (var index = 0; index < count; index++) {
                taken[index] = String.valueOf(signals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return List.of(taken);
        }
    }
}
