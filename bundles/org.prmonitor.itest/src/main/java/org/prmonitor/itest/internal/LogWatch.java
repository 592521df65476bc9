package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/** What is logged while it is open. */
final class LogWatch implements AutoCloseable {

    private final BlockingQueue<LogEntry> entries = new LinkedBlockingQueue<>();
    private final LogListener listener = entries::add;
    private final ServiceTracker<LogReaderService, LogReaderService> readers;
    private final LogReaderService reader;

    LogWatch(BundleContext context) throws InterruptedException {
        readers = new ServiceTracker<>(context, LogReaderService.class, null);
        readers.open();
        reader = readers.waitForService(ContainerSource.PATIENCE.toMillis());
        assertNotNull(reader, "no log");
        reader.addLogListener(listener);
    }

    /** Waits for an entry with all of these words. */
    String await(String... words) throws InterruptedException {
        while (true) {
            var entry = entries.poll(ContainerSource.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(entry, () -> "nothing was logged that says " + String.join(", ", words));
            var message = entry.getMessage();
            if (Arrays.stream(words).allMatch(message::contains)) {
                return message;
            }
        }
    }

    @Override
    public void close() {
        reader.removeLogListener(listener);
        readers.close();
    }
}
