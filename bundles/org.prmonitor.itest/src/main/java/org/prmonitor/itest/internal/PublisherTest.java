package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/** The source's stream in both frameworks, over the end of the source's bundle. */
class PublisherTest {

    @InjectBundleContext
    BundleContext context;

    private ScriptedSource scripted;
    private long first;

    @BeforeEach
    void open() throws Exception {
        scripted = new ScriptedSource(context, Map.of());
        first = ScriptedEvents.newGeneration();
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    @Test
    void aStreamEndsWithTheSourcesBundleAndBeginsAnewWithIt() throws Exception {
        var subscriber = new Subscriber(2);
        scripted.source().publisher("(exit.code>=1)").subscribe(subscriber);
        scripted.channel.emit(exited(first, 0, null), exited(first + 1, 1, null));
        scripted.channel.lose(3);
        scripted.channel.emit(exited(first + 2, 2, null));
        assertEquals(List.of("exit " + (first + 1), "lost 3"), subscriber.take(2));
        var stopped = scripted.source().publisher("");
        var bundle = Bundles.bySymbolicName(context, "org.prmonitor.source");
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
        scripted.awaitRunningOn(scripted.channel.name());
        var next = new Subscriber(Long.MAX_VALUE);
        scripted.source().publisher("").subscribe(next);
        scripted.channel.emit(exited(first + 3, 0, null));
        assertEquals(List.of("exit " + (first + 3)), next.take(1));
        next.subscription.cancel();
        scripted.source().await(ScriptedSource.PATIENCE, status -> threads().isEmpty());
        assertEquals(List.of(), threads());
    }

    @Test
    void aFilterThatMakesNoSenseIsRefused() throws Exception {
        var source = scripted.source();
        assertThrows(IllegalArgumentException.class, () -> source.publisher("(exit.code>="));
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
                taken[index] = String.valueOf(signals.poll(ScriptedSource.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return List.of(taken);
        }
    }
}
