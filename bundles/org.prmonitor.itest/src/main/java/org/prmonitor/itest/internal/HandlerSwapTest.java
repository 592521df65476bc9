package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.testkit.ScriptedEvent;

/** EventHandlers that are swapped lose what was sent while they were gone, and nothing else; their neighbours lose nothing. */
class HandlerSwapTest {

    @InjectBundleContext
    BundleContext context;

    private Handlers handlers;
    private ContainerSource scripted;
    private long first;

    @BeforeEach
    void open() throws Exception {
        handlers = new Handlers(context);
        scripted = new ContainerSource(context, Map.of("types", "started"));
        handlers.clear();
        first = ScriptedEvents.newGeneration();
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    private ServiceRegistration<EventHandler> register(Queue<String> received) {
        return context.registerService(
                EventHandler.class,
                event -> received.add("STARTED " + (Long) event.getProperty("process.id") % ScriptedEvents.GENERATION),
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventTopics.PROCESS_STARTED)));
    }

    private void emit(int from, int to) throws InterruptedException {
        scripted.emit(IntStream.rangeClosed(from, to).mapToObj(id -> started(first + id, "/a", "a")).toArray(ScriptedEvent[]::new));
    }

    private static List<String> actions(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(id -> "STARTED " + id).toList();
    }

    @Test
    void loseWhatWasSentWhileTheyWereGone() throws Exception {
        var before = new ConcurrentLinkedQueue<String>();
        var registration = register(before);
        emit(1, 100);
        registration.unregister();
        emit(101, 200);
        var after = new ConcurrentLinkedQueue<String>();
        registration = register(after);
        emit(201, 300);
        registration.unregister();
        assertEquals(actions(1, 100), List.copyOf(before));
        assertEquals(actions(201, 300), List.copyOf(after));
        assertEquals(actions(1, 300), handlers.actions("started"), "a neighbour");
    }

    @Test
    void loseNothingWhereTheNewOneComesBeforeTheOldOneGoes() throws Exception {
        var before = new ConcurrentLinkedQueue<String>();
        var after = new ConcurrentLinkedQueue<String>();
        var old = register(before);
        emit(1, 100);
        var replacement = register(after);
        emit(101, 110);
        old.unregister();
        emit(111, 200);
        replacement.unregister();
        assertEquals(actions(1, 110), List.copyOf(before));
        assertEquals(actions(101, 200), List.copyOf(after), "ten of them twice, for one or the other");
    }

    /** As an update does, as far as events are concerned. */
    @Test
    void aBundleThatIsStoppedLosesWhatWasSentMeanwhile() throws Exception {
        var bundle = Bundles.bySymbolicName(context, "org.prmonitor.itest.handlers");
        var neighbour = new ConcurrentLinkedQueue<String>();
        var registration = register(neighbour);
        emit(1, 100);
        assertEquals(actions(1, 100), handlers.actions("started"));
        bundle.stop();
        emit(101, 200);
        bundle.start();
        emit(201, 300);
        registration.unregister();
        assertEquals(actions(201, 300), handlers.actions("started"));
        assertEquals(actions(1, 300), List.copyOf(neighbour));
    }
}
