package org.prmonitor.consumer.recorder.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.recorder.internal.file.LineBuffer;
import org.prmonitor.consumer.recorder.internal.file.RecordingLog;
import org.prmonitor.consumer.recorder.internal.ocsf.Device;
import org.prmonitor.consumer.recorder.internal.ocsf.OcsfEncoder;

/** Makes lines of a batch, in memory. Not thread-safe. */
final class BatchEncoder {

    private final LineBuffer lines = new LineBuffer();
    private final Device device;
    private final String productVersion;
    private final RecordingLog log;

    /** Null before the first line, and after one that failed: a line half written must not be continued. */
    private @Nullable OcsfEncoder encoder;

    BatchEncoder(Device device, String productVersion, RecordingLog log) {
        this.device = device;
        this.productVersion = productVersion;
        this.log = log;
    }

    /** The lines of the last call. */
    LineBuffer lines() {
        return lines;
    }

    /**
     * Encodes what is not recorded yet.
     *
     * @param events in order
     * @param place how far the recording goes
     * @param now milliseconds since 1970
     * @return how far it goes with these lines
     */
    Place encode(List<MonitorEvent> events, Place place, long now) {
        lines.reset();
        var reached = place;
        for (var event : events) {
            var rest = reached.rest(event);
            if (rest != null) {
                line(rest, reached, now);
                reached = reached.after(event);
            }
        }
        return reached;
    }

    /** An event that cannot be recorded is a loss of one, which is recorded: a hole in a recording must not be silent. */
    private void line(MonitorEvent event, Place place, long now) {
        var start = lines.size();
        try {
            encoder().encode(event, place.journalId(), now);
        } catch (RuntimeException | IOException failure) {
            lines.truncate(start);
            encoder = null;
            log.warn("Event " + event.sequence() + " (" + event.topic() + ") cannot be recorded: " + failure + "; a loss stands for it");
            try {
                encoder().encode(Place.unrecordable(event), place.journalId(), now);
            } catch (IOException impossible) {
                throw new UncheckedIOException("memory does not fail so", impossible);
            }
        }
    }

    private OcsfEncoder encoder() throws IOException {
        var current = encoder;
        if (current == null) {
            current = new OcsfEncoder(lines, device, productVersion, ProcessHandle.current().pid());
            encoder = current;
        }
        return current;
    }
}
