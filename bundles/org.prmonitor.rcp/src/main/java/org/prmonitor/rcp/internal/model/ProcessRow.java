package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessKey;

/**
 * A row: a process, or a place where events are missing. Immutable. All its text is printable by {@link
 * org.prmonitor.api.text.PrintableText}, and empty where nothing is known.
 *
 * @param id names the row within its model, and stays while the process does; rows that came later have a higher one
 * @param kind what it stands for
 * @param key which process; null for a loss
 * @param parentKey its parent, found by the process id where the channel named no key; null where nobody knows, and for a loss
 * @param parentId its parent's process id; null where nobody knows, and for a loss
 * @param sequence of its newest event; 0 where it has none
 * @param start when it began, or when the loss was noticed; null where nobody knows
 * @param end when it ended; null while it runs, and for a loss
 * @param lifetime from start to end as the kernel says; null while it runs and where nobody knows. See {@link #lifetimeAt}
 * @param user the user's name where it can be had cheaply, else the id
 * @param name the last part of the image's path; of a loss {@code LOST}
 * @param image the image's path
 * @param commandLine the command line, with … where the process got more; where there is none, the image in brackets, as
 *     ps(1) has it; of a loss, what is missing
 * @param exit how it ended; empty while it runs
 * @param appearedAt when this model first saw it run, for the colour of what is new; null where it ran before that
 * @param changedAt when this model last saw its kind change
 * @param events what it is made of, oldest first; of very many the first and the newest. Read-only
 * @param running what was known at the beginning; null where it came later
 */
public record ProcessRow(
        long id,
        RowKind kind,
        @Nullable ProcessKey key,
        @Nullable ProcessKey parentKey,
        @Nullable Long parentId,
        long sequence,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Duration lifetime,
        String user,
        String name,
        String image,
        String commandLine,
        String exit,
        @Nullable Instant appearedAt,
        Instant changedAt,
        List<MonitorEvent> events,
        @Nullable RunningProcess running) {

    /** Copies the events. */
    public ProcessRow {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(changedAt, "changedAt");
        events = List.copyOf(events);
    }

    /** The process id; null for a loss. */
    public @Nullable Long processId() {
        return key == null ? null : Long.valueOf(key.processId());
    }

    /** Whether it is a process that runs. */
    public boolean isRunning() {
        return kind == RowKind.RUNNING || kind == RowKind.FORKED;
    }

    /** How long it ran, or has run by then: never negative, null where nobody knows. */
    public @Nullable Duration lifetimeAt(Instant now) {
        if (lifetime != null || start == null || !isRunning()) {
            return lifetime;
        }
        var span = Duration.between(start, now);
        return span.isNegative() ? Duration.ZERO : span;
    }
}
