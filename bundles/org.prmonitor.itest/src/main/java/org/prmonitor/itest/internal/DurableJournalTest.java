package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/** A durable listener beside a source that goes and comes back, in both frameworks. */
class DurableJournalTest {

    private static final String ID = "durable-test";

    @InjectBundleContext
    BundleContext context;

    @TempDir
    Path folder;

    @Test
    void goesOnAfterTheSourceWasAwayWithTheSameNumbering() throws Exception {
        try (var scripted = new ContainerSource(context, Map.of("durableDirectory", folder.resolve("journal").toString()))) {
            var first = ScriptedEvents.newGeneration();
            var before = new LinkedBlockingQueue<MonitorEvent>();
            var registration = register(before);
            scripted.emit(exited(first, 0, null));
            assertEquals(List.of("exit " + first), take(before, 1));
            registration.unregister();
            scripted.emit(exited(first + 1, 0, null), exited(first + 2, 0, null));
            var journalId = scripted.source().status().journalId();
            var bundle = Bundles.bySymbolicName(context, "org.prmonitor.source");
            bundle.stop();
            bundle.start();
            scripted.awaitRunning();
            assertEquals(journalId, scripted.source().status().journalId());
            scripted.emit(exited(first + 3, 0, null));
            var after = new LinkedBlockingQueue<MonitorEvent>();
            registration = register(after);
            assertEquals(List.of("exit " + (first + 1), "exit " + (first + 2), "lost null", "exit " + (first + 3)), take(after, 4));
            registration.unregister();
            // Another folder, and the source begins anew in it.
            scripted.configure(Map.of());
            assertNotEquals(journalId, scripted.source().status().journalId());
        }
    }

    private ServiceRegistration<MonitorEventListener> register(BlockingQueue<MonitorEvent> queue) {
        var properties = Map.of("prmonitor.listener.id", ID, "prmonitor.listener.resume", "DURABLE");
        return context.registerService(MonitorEventListener.class, queue::add, FrameworkUtil.asDictionary(properties));
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
