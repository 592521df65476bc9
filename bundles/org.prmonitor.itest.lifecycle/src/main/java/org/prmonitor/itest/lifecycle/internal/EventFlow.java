package org.prmonitor.itest.lifecycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Whether what the kernel sees arrives: real processes, watched through EventAdmin alone. */
final class EventFlow implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long a source that is there may take to report one process: some looks of the slowest channel. */
    private static final Duration ATTEMPT = Duration.ofMillis(500);

    private final ProcessWatch watch = new ProcessWatch();
    private final ServiceRegistration<EventHandler> registration;

    EventFlow(BundleContext context) {
        registration = context.registerService(
                EventHandler.class,
                watch,
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/prmonitor/event/ProcessEvent/*")));
    }

    /**
     * Waits until processes are reported. A process may come while no channel is open, so there is one after the other.
     *
     * @return the channel that reports them
     */
    String await() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var process = start();
            var seen = watch.await(process.pid(), ATTEMPT, any -> any.starts() > 0);
            process.destroyForcibly().waitFor();
            if (seen.starts() > 0) {
                return seen.channel();
            }
        }
        throw new AssertionError("no event within " + PATIENCE);
    }

    /** Now that they are reported, every single one is: its start, and its exit exactly once. */
    void assertComplete(int count) throws IOException, InterruptedException {
        for (var index = 0; index < count; index++) {
            var process = start();
            var started = watch.await(process.pid(), PATIENCE, seen -> seen.starts() > 0);
            assertTrue(started.starts() > 0, () -> "no start of process " + process.pid());
            process.destroyForcibly().waitFor();
            var ended = watch.await(process.pid(), PATIENCE, seen -> seen.exits() > 0);
            assertEquals(1, ended.exits(), () -> "exits of process " + process.pid());
        }
    }

    /** One that lives until it is ended, so that even a channel that only looks now and then sees it. */
    private static Process start() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }

    /** Forgets what was seen, to keep the memory of a long test bounded. */
    void forget() {
        watch.clear();
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
