package org.prmonitor.source.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.prmonitor.source.internal.log.IncidentLog;

/** Keeps what was logged. */
public final class RecordingLog implements IncidentLog {

    private final List<String> infos = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void info(String line) {
        infos.add(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    public List<String> infos() {
        return List.copyOf(infos);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
