package org.prmonitor.jmx.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.SourceStatus;

/** Translates the source's status. Any thread. */
public final class MonitorEventSourceBean implements MonitorEventSourceMXBean {

    private final Supplier<SourceStatus> status;

    /**
     * Of a source.
     *
     * @param status asked at every read
     */
    public MonitorEventSourceBean(Supplier<SourceStatus> status) {
        this.status = status;
    }

    @Override
    public String getState() {
        return status.get().state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable String getChannel() {
        return status.get().channel();
    }

    @Override
    public @Nullable String getFidelity() {
        var fidelity = status.get().fidelity();
        return fidelity == null ? null : fidelity.description();
    }

    @Override
    public List<String> getRemarks() {
        return status.get().remarks();
    }

    @Override
    public String getJournalId() {
        return status.get().journalId().toString();
    }

    @Override
    public long getLastSequence() {
        return status.get().lastSequence();
    }

    @Override
    public Map<String, BooksData> getHops() {
        var hops = new LinkedHashMap<String, BooksData>();
        for (var hop : status.get().hops()) {
            hops.put(hop.hop(), new BooksData(hop));
        }
        return hops;
    }

    @Override
    public Map<String, ListenerData> getListeners() {
        var listeners = new LinkedHashMap<String, ListenerData>();
        for (var listener : status.get().listeners()) {
            listeners.put(listener.id(), new ListenerData(listener));
        }
        return listeners;
    }
}
