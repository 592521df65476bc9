package org.prmonitor.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.text.EventJson;

/**
 * A listener that writes what it is given into a file that {@link EventRecording#read} reads: a live session for a test to replay.
 *
 * <pre>{@code
 * try (var recorder = new SessionRecorder(Path.of("incident.jsonl"))) {
 *     var registration = context.registerService(MonitorEventListener.class, recorder, properties);
 *     …
 *     registration.unregister();
 * }
 * }</pre>
 *
 * <p>Command lines may hold secrets: look at a recording before you put it beside the tests. One call at a time; closed by any thread.
 */
public final class SessionRecorder implements MonitorEventListener, AutoCloseable {

    /** Guarded by this object's monitor. */
    private final OutputStream output;

    /** Guarded by this object's monitor. */
    private final EventJson json = new EventJson();

    /**
     * Into a file, which is replaced.
     *
     * @param file where
     * @throws IOException when the system refuses; the message says what
     */
    public SessionRecorder(Path file) throws IOException {
        this.output = Files.newOutputStream(file);
    }

    @Override
    public void onEvent(MonitorEvent event) throws IOException {
        onEvents(List.of(event));
    }

    /** Nothing of a batch stays in memory: what was taken can be read. */
    @Override
    public synchronized void onEvents(List<MonitorEvent> events) throws IOException {
        for (var event : events) {
            json.write(event.properties(), output);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        output.close();
    }
}
