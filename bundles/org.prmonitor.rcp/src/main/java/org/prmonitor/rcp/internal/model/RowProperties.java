package org.prmonitor.rcp.internal.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.ProcessStarted;

/** What a row is made of, as properties under the keys of {@link EventKeys}: for filters, for the details and for files. */
public final class RowProperties {

    private RowProperties() {}

    /** Those of its newest event, or of what was known at the beginning. Read-only. */
    public static Map<String, Object> newest(ProcessRow row) {
        var events = row.events();
        if (!events.isEmpty()) {
            return events.get(events.size() - 1).properties();
        }
        var running = row.running();
        return running == null ? Map.of() : of(running);
    }

    /** All that there are, oldest first: what was known at the beginning, then each event. Read-only. */
    public static List<Map<String, Object>> all(ProcessRow row) {
        var all = new ArrayList<Map<String, Object>>(row.events().size() + 1);
        var running = row.running();
        if (running != null) {
            all.add(of(running));
        }
        for (var event : row.events()) {
            all.add(event.properties());
        }
        return all;
    }

    /** As the source's own snapshot would have told it, but for a number, which what was never journaled has not. */
    private static Map<String, Object> of(RunningProcess process) {
        var started = new ProcessStarted(
                new EventHeader(1, process.observedAt(), ""),
                process.subject(),
                process.parentId(),
                process.parentKey(),
                null,
                process.imagePath(),
                process.commandLine(),
                true);
        var properties = new LinkedHashMap<String, Object>();
        started.properties().forEach(properties::put);
        properties.keySet().removeAll(List.of(EventKeys.EVENT, EventKeys.SEQUENCE, EventKeys.CHANNEL));
        return properties;
    }
}
