package org.prmonitor.source.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.RecordingEventAdmin;
import org.prmonitor.source.internal.journal.Entries;

/** Handlers come, change and go in a real framework; EventAdmin is known, or foreign. */
@Timeout(60)
class EventAdminTargetTest {

    private static final String FELIX = "org.apache.felix.eventadmin";

    /** An exit. */
    private static final MonitorEvent EXIT = Entries.event(1);

    @TempDir
    Path storage;

    private HandlerFramework framework;
    private Bundle bundle;
    private EventAdminTarget target;

    @BeforeEach
    void open() throws Exception {
        framework = new HandlerFramework(storage);
        bundle = framework.bundle(FELIX);
        target = HandlerFramework.target(bundle, new RecordingEventAdmin());
    }

    @AfterEach
    void close() throws Exception {
        target.close();
        framework.close();
    }

    @Test
    void followsHandlersThatComeChangeAndGo() {
        assertFalse(target.asksFor(EXIT), "nobody is there");
        var started = framework.handler(EventTopics.PROCESS_STARTED);
        assertFalse(target.asksFor(EXIT));
        var exited = framework.handler(EventTopics.PROCESS_EXITED);
        assertTrue(target.asksFor(EXIT));
        exited.setProperties(HandlerFramework.properties("org/example/*"));
        assertFalse(target.asksFor(EXIT));
        started.setProperties(HandlerFramework.properties(new String[] {EventTopics.PROCESS_STARTED, EventTopics.PROCESS_ALL}));
        assertTrue(target.asksFor(EXIT));
        exited.setProperties(HandlerFramework.properties(List.of("*")));
        started.unregister();
        assertTrue(target.asksFor(EXIT), "the other one is there");
        exited.unregister();
        assertFalse(target.asksFor(EXIT));
    }

    @Test
    void seesThoseThatWereThereBefore() {
        var handler = framework.handler("org/prmonitor/*");
        var later = HandlerFramework.target(bundle, new RecordingEventAdmin());
        assertTrue(later.asksFor(EXIT));
        handler.unregister();
        assertFalse(later.asksFor(EXIT));
        later.close();
    }

    /** Felix's may be told to give it everything. */
    @Test
    void aHandlerWithoutTopicsMayGetEverything() {
        var handler = framework.handler(null);
        assertTrue(target.asksFor(EXIT));
        handler.unregister();
        assertFalse(target.asksFor(EXIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.eclipse.equinox.event", "org.apache.karaf.services.eventadmin"})
    void theOthersThatAreKnown(String symbolicName) throws Exception {
        var other = HandlerFramework.target(framework.bundle(symbolicName), new RecordingEventAdmin());
        assertFalse(other.asksFor(EXIT));
        var handler = framework.handler(EventTopics.ALL);
        assertTrue(other.asksFor(EXIT));
        handler.unregister();
        other.close();
    }

    @Test
    void aForeignOneGetsEverything() throws Exception {
        var foreign = HandlerFramework.target(framework.bundle("org.example.eventadmin"), new RecordingEventAdmin());
        assertTrue(foreign.asksFor(EXIT));
        foreign.close();
        assertTrue(foreign.asksFor(EXIT));
    }

    @Test
    void onceItIsLetGoOfEverythingIsSent() throws Exception {
        target.close();
        assertTrue(target.asksFor(EXIT));
        framework.handler(EventTopics.PROCESS_STARTED).unregister();
        assertTrue(target.asksFor(EXIT), "it looks no more");
        bundle.stop();
        target.close();
        assertTrue(target.asksFor(EXIT), "also where the framework has taken the listener away already");
    }

    /** Its listener is gone with it; Declarative Services takes the service away soon. */
    @Test
    void anEventAdminThatHasStoppedIsLeftAlone() throws Exception {
        var registration = bundle.getBundleContext().registerService(
                EventAdmin.class, new RecordingEventAdmin(), HandlerFramework.properties(null));
        var reference = registration.getReference();
        bundle.stop();
        var stopped = EventAdminTarget.of(new RecordingEventAdmin(), reference);
        assertTrue(stopped.asksFor(EXIT));
        stopped.close();
    }

    /** Two threads tell of one service; what holds in the end is what it has in the end. */
    @Test
    void changesFromTwoThreadsEndWithWhatHolds() throws Exception {
        var handler = framework.handler("org/example/A");
        var barrier = new CyclicBarrier(2);
        for (var round = 0; round < 500; round++) {
            var others = CompletableFuture.runAsync(() -> change(handler, barrier, "org/example/A"));
            change(handler, barrier, EventTopics.ALL);
            others.get();
            assertEquals(new HandlerService(handler.getReference()).wantsOurTopics(), target.asksFor(EXIT), "round " + round);
        }
    }

    private static void change(ServiceRegistration<EventHandler> handler, CyclicBarrier barrier, String topics) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
        handler.setProperties(HandlerFramework.properties(topics));
    }

    /** One is registered and gone before the other thread's word of it has come; none is left behind. */
    @Test
    void handlersOfManyThreadsLeaveNothingBehind() throws Exception {
        var threads = IntStream.range(0, 4)
                .mapToObj(number -> CompletableFuture.runAsync(() -> {
                    for (var round = 0; round < 200; round++) {
                        var handler = framework.handler(EventTopics.PROCESS_EXITED);
                        assertTrue(target.asksFor(EXIT));
                        handler.setProperties(HandlerFramework.properties(EventTopics.PROCESS_ALL));
                        assertTrue(target.asksFor(EXIT));
                        handler.unregister();
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.get();
        }
        assertFalse(target.asksFor(EXIT));
    }
}
