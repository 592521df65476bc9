package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/** Listeners as services and as a component, in both frameworks, with the source as it is shipped. */
class ListenerWhiteboardTest {

    private static final String ID = "whiteboard-test";

    @InjectBundleContext
    BundleContext context;

    @InjectService(timeout = 30_000)
    FailureListener failures;

    private ContainerSource scripted;
    private long first;

    @BeforeEach
    void open() throws Exception {
        scripted = new ContainerSource(context, Map.of());
        first = ScriptedEvents.newGeneration();
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    @Test
    void aComponentIsGivenWhatItsAnnotationAsksForAndEveryLoss() throws Exception {
        settled(FailureListener.ID);
        failures.events().clear();
        scripted.channel.emit(exited(first, 0, null), exited(first + 1, 3, null), exited(first + 2, null, 9));
        scripted.channel.lose(2);
        scripted.emit(exited(first + 3, 4, null));
        assertEquals(List.of("exit " + (first + 1), "lost 2", "exit " + (first + 3)), take(failures.events(), 3));
        var status = settled(FailureListener.ID);
        assertEquals(ListenerState.RUNNING, status.state());
        assertTrue(status.bundle() != null && status.bundle().startsWith("org.prmonitor.itest "), status::toString);
    }

    @Test
    void theNextServiceGoesOnWhereTheLastOneLeftOff() throws Exception {
        try (var log = new LogWatch(context)) {
            var before = new LinkedBlockingQueue<MonitorEvent>();
            var registration = register(before, Map.of("prmonitor.listener.id", ID));
            scripted.emit(exited(first, 0, null));
            assertEquals(List.of("exit " + first), take(before, 1));
            registration.unregister();
            scripted.emit(exited(first + 1, 0, null), exited(first + 2, 0, null));
            assertEquals(ListenerState.DETACHED, status(ID).state());
            var after = new LinkedBlockingQueue<MonitorEvent>();
            registration = register(after, Map.of("prmonitor.listener.id", ID));
            assertEquals(List.of("exit " + (first + 1), "exit " + (first + 2)), take(after, 2));
            log.await("listener " + ID, "goes on after event", "2 waiting");
            settled(ID);
            registration.unregister();
            assertEquals(List.of(), List.copyOf(before));
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedAndSaid() throws Exception {
        try (var log = new LogWatch(context)) {
            var registration = register(new LinkedBlockingQueue<>(), Map.of("prmonitor.listener.id", "senseless", "prmonitor.listener.resume", "later"));
            assertEquals(ListenerState.REFUSED, status("senseless").state());
            log.await("listener senseless", "is refused", "prmonitor.listener.resume: 'later' is none of [NOW, BEGINNING, DURABLE]");
            registration.unregister();
        }
    }

    private ServiceRegistration<MonitorEventListener> register(BlockingQueue<MonitorEvent> queue, Map<String, ?> properties) {
        return context.registerService(MonitorEventListener.class, queue::add, FrameworkUtil.asDictionary(properties));
    }

    private ListenerStatus status(String id) throws InterruptedException {
        return scripted.source().status().listeners().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no listener " + id));
    }

    /** Waits until nothing is on the way to a listener, whose books then close. */
    private ListenerStatus settled(String id) throws InterruptedException {
        scripted.source().await(ContainerSource.PATIENCE, status -> status.listeners().stream()
                .anyMatch(listener -> listener.id().equals(id) && listener.books().inFlight() == 0));
        var books = status(id).books();
        assertEquals(books.seen(), books.delivered() + books.filtered() + books.lost(), books::toString);
        return status(id);
    }

    private static List<String> take(BlockingQueue<MonitorEvent> queue, int count) throws InterruptedException {
        var texts = new String[count];
        for (var index = 0; index < count; index++) {
            var event = queue.poll(ContainerSource.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(event, () -> "nothing more was given");
            texts[index] = event instanceof EventsLost lost ? "lost " + lost.count() : "exit " + ((ProcessExited) event).processId();
        }
        return List.of(texts);
    }
}
