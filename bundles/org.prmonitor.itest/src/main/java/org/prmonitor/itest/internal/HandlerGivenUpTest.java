package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.prmonitor.api.event.EventTopics;

/**
 * Felix's EventAdmin gives up a handler that once takes longer than its time-out; the source says which, for as long as it
 * lasts. Equinox's waits for it, and gives up nobody.
 */
class HandlerGivenUpTest {

    private static final String FELIX = "org.apache.felix.eventadmin";
    private static final String FELIX_PID = "org.apache.felix.eventadmin.impl.EventAdmin";
    private static final String PROBE_TOPIC = "org/prmonitor/itest/PROBE";
    private static final String GIVEN_UP = "EventAdmin has given up EventHandler of bundle org.prmonitor.itest ";

    @InjectBundleContext
    BundleContext context;

    @InjectService
    ConfigurationAdmin configurations;

    private final LinkedBlockingQueue<Long> received = new LinkedBlockingQueue<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Handlers handlers;
    private ContainerSource scripted;
    private boolean felix;

    @BeforeEach
    void open() throws Exception {
        felix = context.getServiceReference(EventAdmin.class).getBundle().getSymbolicName().equals(FELIX);
        if (felix) {
            // Its default is 5,000.
            reconfigure(() -> configurations
                    .getConfiguration(FELIX_PID, "?")
                    .update(FrameworkUtil.asDictionary(Map.of(FELIX + ".Timeout", 1_000))));
        }
        handlers = new Handlers(context);
        scripted = new ContainerSource(context, Map.of("types", "started"));
        handlers.clear();
    }

    @AfterEach
    void close() throws Exception {
        release.countDown();
        scripted.close();
        if (felix) {
            reconfigure(() -> configurations.getConfiguration(FELIX_PID, "?").delete());
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    /** A handler that counts how often EventAdmin has fetched it. */
    private static final class Probe implements ServiceFactory<EventHandler> {

        private final AtomicInteger fetched = new AtomicInteger();

        @Override
        public EventHandler getService(Bundle bundle, ServiceRegistration<EventHandler> registration) {
            fetched.incrementAndGet();
            return event -> {};
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<EventHandler> registration, EventHandler handler) {}
    }

    /**
     * Felix takes a change on a thread of Configuration Admin's, and forgets its handlers with it, for good or ill. That it has
     * done so shows when it fetches one anew.
     */
    private void reconfigure(Change change) throws IOException {
        var probe = new Probe();
        var registration = context.registerService(
                EventHandler.class, probe, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, PROBE_TOPIC)));
        var reference = context.getServiceReference(EventAdmin.class);
        var eventAdmin = context.getService(reference);
        eventAdmin.sendEvent(new Event(PROBE_TOPIC, Map.of()));
        assertEquals(1, probe.fetched.get());
        change.make();
        var deadline = System.nanoTime() + ContainerSource.PATIENCE.toNanos();
        while (probe.fetched.get() == 1 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            eventAdmin.sendEvent(new Event(PROBE_TOPIC, Map.of()));
        }
        assertEquals(2, probe.fetched.get(), "EventAdmin did not take its configuration");
        context.ungetService(reference);
        registration.unregister();
    }

    private ServiceRegistration<EventHandler> register(EventHandler handler) {
        return context.registerService(
                EventHandler.class, handler, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventTopics.PROCESS_STARTED)));
    }

    private void awaitRemarks(Predicate<List<String>> condition) throws InterruptedException {
        var status = scripted.source().await(ContainerSource.PATIENCE, candidate -> condition.test(candidate.remarks()));
        assertTrue(condition.test(status.remarks()), () -> status.remarks().toString());
    }

    /**
     * From its second event on as if it never came back: an interrupt does not end it. Felix calls a handler for the first time
     * before it looks whether it is to be timed, and so on the sender's thread, for as long as it takes.
     */
    private void blockFor(Long processId) {
        received.add(processId);
        if (received.size() == 1) {
            return;
        }
        entered.countDown();
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException ignored) {
                // goes on waiting
            }
        }
    }

    private static Long processId(Event event) {
        return (Long) event.getProperty("process.id");
    }

    @Test
    void aHandlerThatNeverComesBackIsNamed() throws Exception {
        try (var log = new LogWatch(context)) {
            var registration = register(event -> blockFor(processId(event)));
            var first = ScriptedEvents.newGeneration();
            scripted.emit(started(first + 1, "/a", "a"));
            scripted.channel.emit(started(first + 2, "/a", "a"));
            assertTrue(entered.await(30, TimeUnit.SECONDS));
            scripted.channel.emit(started(first + 3, "/a", "a"));
            var given = new ArrayList<>(List.of(first + 1, first + 2));
            if (felix) {
                log.await(GIVEN_UP, "Timeout=0");
                awaitRemarks(remarks -> remarks.stream().anyMatch(remark -> remark.startsWith(GIVEN_UP)));
            } else {
                // It gives up nobody, as the specification has it: all wait until it comes back.
                awaitRemarks(remarks -> remarks.stream()
                        .anyMatch(remark -> remark.contains(getClass().getName()) && remark.contains("does not return")));
                release.countDown();
                given.add(first + 3);
            }
            scripted.settle();
            assertEquals(List.of("STARTED 1", "STARTED 2", "STARTED 3"), handlers.actions("started"), "a neighbour");
            assertEquals(given, List.copyOf(received));
            registration.unregister();
            awaitRemarks(remarks -> remarks.stream().noneMatch(remark -> remark.startsWith(GIVEN_UP) || remark.contains("does not return")));
        }
    }

    /** Felix says so without a log, too. */
    @Test
    void oneThatOnceTookTooLongIsGivenUpByFelixAlone() throws Exception {
        var log = felix ? Bundles.bySymbolicName(context, "org.apache.felix.log") : null;
        if (log != null) {
            log.stop();
        }
        try {
            var registration = register(event -> {
                received.add(processId(event));
                LockSupport.parkNanos(Duration.ofMillis(1_900).toNanos());
            });
            var first = ScriptedEvents.newGeneration();
            // The first is not timed.
            scripted.emit(started(first + 1, "/a", "a"), started(first + 2, "/a", "a"));
            if (felix) {
                awaitRemarks(remarks -> remarks.stream().anyMatch(remark -> remark.startsWith(GIVEN_UP)));
                // Any change of its properties is a pardon, and EventAdmin says that, too.
                registration.setProperties(FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/example/NOTHING")));
            } else {
                scripted.emit(started(first + 3, "/a", "a"));
                assertEquals(List.of(first + 1, first + 2, first + 3), List.copyOf(received));
            }
            awaitRemarks(remarks -> remarks.stream().noneMatch(remark -> remark.startsWith(GIVEN_UP)));
            registration.unregister();
        } finally {
            if (log != null) {
                log.start();
            }
        }
    }

    @Test
    void registeredAnewItIsGivenEventsAgain() throws Exception {
        var registration = register(event -> blockFor(processId(event)));
        var first = ScriptedEvents.newGeneration();
        scripted.emit(started(first + 1, "/a", "a"));
        scripted.channel.emit(started(first + 2, "/a", "a"));
        assertTrue(entered.await(30, TimeUnit.SECONDS));
        if (felix) {
            awaitRemarks(remarks -> remarks.stream().anyMatch(remark -> remark.startsWith(GIVEN_UP)));
        }
        release.countDown();
        scripted.settle();
        registration.unregister();
        var anew = register(event -> received.add(processId(event)));
        scripted.emit(started(first + 3, "/a", "a"));
        assertEquals(List.of(first + 1, first + 2, first + 3), List.copyOf(received));
        anew.unregister();
    }
}
