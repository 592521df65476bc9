package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.testkit.ScriptedEvent;

/**
 * Events that no EventHandler asks for are not sent to the container's own EventAdmin, and whoever begins to ask misses nothing
 * that is recorded from then on. Other people's EventAdmins get everything.
 */
class AskedTopicsTest {

    private static final String NOTHING = "org/example/NOTHING";
    private static final String PROBE = "org/example/PROBE";
    private static final int HANDLERS = 3;
    private static final int LIVES = 60;
    /** How many events each life of a handler lasts at least. */
    private static final int LIFETIME = 20;

    @InjectBundleContext
    BundleContext context;

    /** All at the same time: the common pool may have but one thread. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Bundle others;
    private ContainerSource scripted;
    private long first;

    /** Where nobody asks for anything. */
    @BeforeEach
    void open() throws Exception {
        others = Bundles.bySymbolicName(context, "org.prmonitor.itest.handlers");
        others.stop();
        scripted = new ContainerSource(context, Map.of("types", "started,exited"));
        first = ScriptedEvents.newGeneration();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdown();
        scripted.close();
        others.start();
    }

    private ServiceRegistration<EventHandler> register(EventHandler handler, String... topics) {
        return context.registerService(EventHandler.class, handler, topics(topics));
    }

    private static Dictionary<String, Object> topics(String... topics) {
        return FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, topics));
    }

    /** A start and an exit each. */
    private void emit(int from, int to) throws InterruptedException {
        scripted.emit(IntStream.rangeClosed(from, to)
                .boxed()
                .flatMap(id -> List.of(started(first + id, "/a", "a"), exited(first + id, 0, null)).stream())
                .toArray(ScriptedEvent[]::new));
    }

    private void assertBooks(long delivered, long filtered) throws InterruptedException {
        var hop = scripted.source().status().hop("event-admin");
        assertEquals(
                new HopStatistics("event-admin", delivered + filtered, delivered, filtered, 0),
                new HopStatistics("event-admin", hop.seen(), hop.delivered(), hop.filtered(), hop.lost()));
    }

    private static long sequence(Event event) {
        return (Long) event.getProperty("sequence");
    }

    @Test
    void whatNobodyAsksForIsNotSent() throws Exception {
        emit(1, 50);
        assertBooks(0, 100);
        var received = new ConcurrentLinkedQueue<Long>();
        var handler = register(event -> received.add(sequence(event)), EventTopics.PROCESS_STARTED);
        emit(51, 60);
        assertBooks(10, 110);
        handler.setProperties(topics(EventTopics.PROCESS_ALL));
        emit(61, 70);
        assertBooks(30, 110);
        handler.setProperties(topics(NOTHING));
        emit(71, 80);
        handler.unregister();
        emit(81, 90);
        assertBooks(30, 150);
        assertEquals(30, received.size());
    }

    /** The cursor stays, and handlers are looked for anew. */
    @Test
    void anEventAdminThatIsStartedAnewIsSentWhatIsAskedFor() throws Exception {
        var eventAdmin = context.getServiceReference(EventAdmin.class).getBundle();
        var received = new ConcurrentLinkedQueue<Long>();
        var known = new CountDownLatch(1);
        var handler = register(event -> {
            if (event.getTopic().equals(PROBE)) {
                known.countDown();
            } else {
                received.add(sequence(event));
            }
        }, EventTopics.PROCESS_EXITED, PROBE);
        emit(1, 10);
        eventAdmin.stop();
        try (var start = new EventAdminStart(context, eventAdmin)) {
            try {
                emit(11, 20);
            } finally {
                eventAdmin.start();
            }
            start.awaitKnown(PROBE, known);
            emit(21, 30);
            handler.unregister();
            emit(31, 40);
            assertBooks(30, 50);
            var exits = LongStream.rangeClosed(1, 30).map(process -> 2 * process).boxed().toList();
            assertEquals(start.reliable(exits, 20, 41), start.reliable(List.copyOf(received), 20, 41));
        }
    }

    @Test
    void aForeignEventAdminGetsEverything() throws Exception {
        var received = new ConcurrentLinkedQueue<Long>();
        var foreign = context.registerService(EventAdmin.class, new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                sendEvent(event);
            }

            @Override
            public void sendEvent(Event event) {
                received.add(sequence(event));
            }
        }, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        emit(1, 50);
        foreign.unregister();
        assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(), List.copyOf(received));
        assertBooks(100, 0);
        emit(51, 60);
        assertBooks(100, 20);
    }

    /** How a handler begins to ask. */
    private enum Beginning {
        REGISTERED,
        CHANGED
    }

    /**
     * A handler's life.
     *
     * @param from the first number that it must get: all before it were recorded when it did not surely ask
     * @param to the last one
     * @param received what it got, in this order
     */
    private record Life(String topic, Beginning beginning, long from, long to, List<Long> received) {

        Predicate<EventType> asked() {
            return type -> switch (topic) {
                case EventTopics.PROCESS_STARTED -> type == EventType.STARTED;
                case EventTopics.PROCESS_EXITED -> type == EventType.EXITED;
                default -> true;
            };
        }
    }

    /** Three handlers come, change and go while events flow; for most of the time somebody asks for something, and nobody for all. */
    @Test
    void whoBeginsToAskMissesNothingFromThenOn() throws Exception {
        var recorded = new ConcurrentSkipListMap<Long, EventType>();
        var oracle = context.registerService(
                MonitorEventListener.class,
                event -> recorded.put(event.sequence(), event instanceof ProcessStarted ? EventType.STARTED : EventType.EXITED),
                FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", "itest.oracle")));
        var enough = new AtomicBoolean();
        var feed = CompletableFuture.runAsync(() -> feed(enough), threads);
        var lives = new ConcurrentLinkedQueue<Life>();
        var handlers = IntStream.range(0, HANDLERS)
                .mapToObj(number -> CompletableFuture.runAsync(() -> live(number, lives), threads))
                .toList();
        try {
            for (var handler : handlers) {
                handler.get();
            }
        } finally {
            enough.set(true);
            feed.get();
        }
        var last = scripted.source().status().lastSequence();
        scripted.source().await(ContainerSource.PATIENCE, status -> recorded.containsKey(last));
        assertTrue(recorded.containsKey(last), "the oracle does not know all");
        oracle.unregister();
        assertEquals(HANDLERS * LIVES, lives.size());
        for (var life : lives) {
            assertEquals(expected(recorded, life), received(life), () -> life.topic + " " + life.beginning + " at " + life.from);
        }
        assertTrue(scripted.source().status().hop("event-admin").filtered() > 0, "nothing was passed over");
    }

    private static List<Long> expected(ConcurrentSkipListMap<Long, EventType> recorded, Life life) {
        var expected = new ArrayList<Long>();
        recorded.subMap(life.from, true, life.to, true).forEach((sequence, type) -> {
            if (life.asked().test(type)) {
                expected.add(sequence);
            }
        });
        return expected;
    }

    /** Of what it got in the order in which it got it, that which it had to get. */
    private static List<Long> received(Life life) {
        return life.received.stream().filter(sequence -> sequence >= life.from && sequence <= life.to).toList();
    }

    /** In portions, so that no EventAdmin falls off the journal. */
    private void feed(AtomicBoolean enough) {
        try {
            for (var id = 1; !enough.get(); id += 8) {
                emit(id, id + 7);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void live(int number, Collection<Life> lives) {
        var topics = List.of(EventTopics.PROCESS_STARTED, EventTopics.PROCESS_EXITED, "org/prmonitor/*", "*", EventTopics.PROCESS_ALL);
        try {
            for (var round = 0; round < LIVES; round++) {
                lives.add(live(
                        topics.get((number + round) % topics.size()), Beginning.values()[round % Beginning.values().length]));
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Who asks for all topics is told of others' events, too, and in Equinox of each throw of its own. */
    private static void keep(Event event, Collection<Long> received) {
        if (event.getProperty("sequence") instanceof Long sequence) {
            received.add(sequence);
        }
    }

    private Life live(String topic, Beginning beginning) throws InterruptedException {
        var source = scripted.source();
        var received = new ConcurrentLinkedQueue<Long>();
        var handler = register(event -> keep(event, received), beginning == Beginning.REGISTERED ? topic : NOTHING);
        if (beginning == Beginning.CHANGED) {
            handler.setProperties(topics(topic));
        }
        var from = source.status().lastSequence() + 1;
        var lived = source.await(ContainerSource.PATIENCE, status -> status.lastSequence() >= from + LIFETIME);
        var to = lived.lastSequence();
        assertTrue(to >= from + LIFETIME, "nothing is recorded any more");
        scripted.settle();
        handler.unregister();
        return new Life(topic, beginning, from, to, List.copyOf(received));
    }
}
