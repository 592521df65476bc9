package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.SourceStatus;

/** A consumer in Kotlin, on Kotlin, its coroutines and our face for it as bundles, in both frameworks. */
class KotlinTest {

    private static final String SLOW = "kotlin-slow";
    private static final String PLAIN = "kotlin-plain";
    private static final int FOR_EVER = 99;

    @InjectBundleContext
    BundleContext context;

    private ContainerSource scripted;
    private Bundle consumer;
    private long first;

    @BeforeEach
    void open() throws Exception {
        scripted = new ContainerSource(context, Map.of());
        first = ScriptedEvents.newGeneration();
        try (var jar = resource("/kotlin.jar")) {
            consumer = context.installBundle("itest:kotlin", jar);
        }
        consumer.start();
        awaitListening();
    }

    @AfterEach
    void close() throws Exception {
        consumer.uninstall();
        scripted.close();
    }

    @Test
    void itsListenersAndItsFlowAreGivenWhatTheyAskFor() throws Exception {
        var plain = listener(PLAIN).books();
        scripted.channel.emit(exited(first, 0, null), exited(first + 1, 1, null));
        scripted.channel.lose(2);
        scripted.emit(exited(first + 2, 2, null));
        assertEquals(
                List.of("exit " + first, "exit " + (first + 1), "lost 2", "exit " + (first + 2)),
                take(lines("slow"), 4));
        // A loss that nobody asked for ends a flow.
        assertEquals(List.of("failure " + (first + 1)), take(lines("flow"), 1));
        scripted.source().await(ContainerSource.PATIENCE, status -> subscriptions().isEmpty());
        assertEquals(List.of(), subscriptions());
        var status = scripted.source().await(ContainerSource.PATIENCE, now -> delivered(now) == plain.delivered() + 2);
        assertEquals(plain.delivered() + 2, delivered(status), status::toString);
    }

    @Test
    void nothingIsLeftOfAnEventThatSuspendsWhenTheBundleIsStopped() throws Exception {
        var slow = lines("slow");
        scripted.channel.emit(exited(first, FOR_EVER, null), exited(first + 1, 0, null));
        assertEquals(List.of("exit " + first), take(slow, 1));
        assertEquals(1, subscriptions().size());
        consumer.stop();
        assertEquals(List.of("event cancelled", "scope cancelled"), take(slow, 2));
        assertEquals(List.of(), List.copyOf(slow));
        assertEquals(ListenerState.DETACHED, listener(SLOW).state());
        scripted.source().await(ContainerSource.PATIENCE, status -> subscriptions().isEmpty() && threads().isEmpty());
        assertEquals(List.of(), subscriptions());
        assertEquals(List.of(), threads());

        // What it had not taken, and what came while it was away, is the next one's, once.
        scripted.emit(exited(first + 2, 0, null));
        consumer.start();
        assertEquals(List.of("exit " + (first + 1), "exit " + (first + 2)), take(lines("slow"), 2));
    }

    @Test
    void filtersSayTheSameToThisFrameworksOwn() throws Exception {
        var wrong = (List<?>) service("filters").get();
        assertEquals(List.of(), wrong.stream().limit(3).toList());
    }

    private InputStream resource(String name) {
        var resource = KotlinTest.class.getResourceAsStream(name);
        assertNotNull(resource, name);
        return resource;
    }

    private void awaitListening() throws Exception {
        var status = scripted.source().await(ContainerSource.PATIENCE, now -> isListening());
        assertTrue(isListening(), status::toString);
    }

    private boolean isListening() {
        return List.of(SLOW, PLAIN).stream().allMatch(id -> listeners().stream().anyMatch(listener -> listener.id().equals(id)
                        && listener.state() == ListenerState.RUNNING
                        && listener.books().inFlight() == 0))
                && subscriptions().size() == 1;
    }

    private static long delivered(SourceStatus status) {
        return status.listeners().stream().filter(listener -> listener.id().equals(PLAIN)).mapToLong(listener -> listener.books().delivered()).sum();
    }

    private List<ListenerStatus> listeners() {
        try {
            return scripted.source().status().listeners();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private List<String> subscriptions() {
        return listeners().stream().map(ListenerStatus::id).filter(id -> id.startsWith("publisher-")).toList();
    }

    private ListenerStatus listener(String id) {
        return listeners().stream().filter(listener -> listener.id().equals(id)).findFirst().orElseThrow();
    }

    /** Of this consumer. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("prmonitor-listener-kotlin-") || name.startsWith("prmonitor-listener-publisher-"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private BlockingQueue<String> lines(String name) throws Exception {
        return (BlockingQueue<String>) service(name).get();
    }

    private Supplier<?> service(String name) throws Exception {
        var tracker = new ServiceTracker<Supplier<?>, Supplier<?>>(
                context, context.createFilter("(&(objectClass=" + Supplier.class.getName() + ")(consumer=" + name + "))"), null);
        tracker.open();
        try {
            var service = tracker.waitForService(ContainerSource.PATIENCE.toMillis());
            assertNotNull(service, name);
            return service;
        } finally {
            tracker.close();
        }
    }

    private static List<String> take(BlockingQueue<String> lines, int count) throws InterruptedException {
        var taken = new ArrayList<String>();
        for (var index = 0; index < count; index++) {
            taken.add(String.valueOf(lines.poll(ContainerSource.PATIENCE.toSeconds(), TimeUnit.SECONDS)));
        }
        return taken;
    }
}
