package org.prmonitor.rcp.internal.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;

/**
 * What {@link ProcessModel} says it does, without an index, a count or a set: every question goes through all rows. Slow, and short
 * enough to be read.
 */
final class PlainModel {

    /** What there is to compare of a row. */
    record Facts(
            RowKind kind,
            @Nullable ProcessKey key,
            @Nullable ProcessKey parentKey,
            @Nullable Long parentId,
            @Nullable Instant end,
            String image,
            String exit,
            List<MonitorEvent> events) {

        static Facts of(ProcessRow row) {
            return new Facts(
                    row.kind(), row.key(), row.parentKey(), row.parentId(), row.end(), row.image(), row.exit(), row.events());
        }
    }

    private static final class Row {
        @Nullable ProcessKey key;
        RowKind kind = RowKind.RUNNING;
        @Nullable ProcessKey parentKey;
        @Nullable Long parentId;
        @Nullable RunningProcess running;
        @Nullable Instant end;
        @Nullable String image;
        @Nullable CommandLine command;
        @Nullable ProcessExited exit;
        final List<MonitorEvent> events = new ArrayList<>();
        /** For an ended one: when it ended, or the last of its children did or the first began. */
        long since;
        boolean hasRunningChildren;

        boolean runs() {
            return kind == RowKind.RUNNING || kind == RowKind.FORKED;
        }
    }

    private final ManualClock clock;
    private final ModelBounds bounds;
    private final List<Row> rows = new ArrayList<>();
    private int mostEnded = ProcessModel.DEFAULT_MOST_ENDED;
    private long moment;
    long forgotten;
    long lost;

    PlainModel(ManualClock clock, ModelBounds bounds) {
        this.clock = clock;
        this.bounds = bounds;
    }

    List<Facts> rows() {
        return rows.stream()
                .map(row -> new Facts(
                        row.kind,
                        row.key,
                        row.parentKey,
                        row.parentId,
                        row.end,
                        row.image == null ? "" : row.image,
                        row.kind == RowKind.ENDED ? RowText.exit(row.exit) : "",
                        List.copyOf(row.events)))
                .toList();
    }

    long running() {
        return rows.stream().filter(Row::runs).count();
    }

    long ended() {
        return rows.stream().filter(row -> row.kind == RowKind.ENDED).count();
    }

    void begin(Collection<RunningProcess> processes) {
        var present = processes.stream().map(RunningProcess::key).collect(Collectors.toSet());
        for (var row : List.copyOf(rows)) {
            if (row.runs() && !present.contains(row.key)) {
                end(row, clock.instant());
            }
        }
        processes.stream()
                .sorted(Comparator.comparing((RunningProcess process) -> process.key().start())
                        .thenComparing(RunningProcess::processId))
                .forEach(this::begin);
    }

    private void begin(RunningProcess process) {
        var row = live(process.key(), process.observedAt());
        if (row == null) {
            row = create(process.key(), RowKind.RUNNING, process.observedAt());
        } else if (!row.runs()) {
            return;
        }
        var isSame = Objects.equals(row.image, process.imagePath()) && Objects.equals(row.command, process.commandLine());
        if (row.kind == RowKind.FORKED && !isSame) {
            row.kind = RowKind.RUNNING;
        }
        row.running = process;
        row.image = process.imagePath();
        row.command = process.commandLine();
        adopt(row, process.parentId(), process.parentKey());
    }

    void accept(MonitorEvent event) {
        if (event instanceof EventsLost loss) {
            var row = new Row();
            row.kind = RowKind.LOST;
            row.events.add(loss);
            rows.add(row);
            lost += loss.count() == null ? 1 : loss.count();
            forgetBeyond(bounds.mostLosses(), found -> found.kind == RowKind.LOST);
        } else if (event instanceof ProcessEvent process) {
            accept(process);
        }
    }

    private void accept(ProcessEvent event) {
        var row = event instanceof ProcessExited ? find(event.processKey()) : live(event.processKey(), event.time());
        var isContained = row != null && row.running != null && !event.time().isAfter(row.running.observedAt());
        if (isContained && !(event instanceof ProcessExited)) {
            if (event instanceof ProcessStarted && row.kind == RowKind.FORKED) {
                row.kind = RowKind.RUNNING;
            }
            return;
        }
        if (event instanceof ProcessExited exited) {
            exit(row, exited);
            return;
        }
        if (row == null) {
            row = create(event.processKey(), event instanceof ProcessForked ? RowKind.FORKED : RowKind.RUNNING, event.time());
        }
        note(row, event);
        if (event instanceof ProcessForked forked) {
            adopt(row, forked.parentId(), forked.parentKey());
            var original = forked.creatorId() != null ? holder(forked.creatorId()) : find(row.parentKey);
            if (original != null && row.image == null && row.command == null) {
                row.image = original.image;
                row.command = original.command;
            }
        } else if (event instanceof ProcessStarted started) {
            if (row.kind != RowKind.ENDED) {
                row.kind = RowKind.RUNNING;
                row.image = started.imagePath();
                row.command = started.commandLine();
            } else if (row.image == null && row.command == null) {
                row.image = started.imagePath();
                row.command = started.commandLine();
            }
            adopt(row, started.parentId(), started.parentKey());
        }
    }

    private void exit(@Nullable Row known, ProcessExited event) {
        var row = known;
        if (row == null) {
            row = new Row();
            row.key = event.processKey();
            rows.add(row);
        }
        note(row, event);
        row.exit = event;
        if (event.imagePath() != null || event.commandLine() != null) {
            row.image = event.imagePath();
            row.command = event.commandLine();
        }
        if (row.runs()) {
            end(row, event.time());
        } else {
            row.end = event.time();
        }
    }

    private static void note(Row row, MonitorEvent event) {
        row.events.add(event);
        if (row.events.size() > ModelEntry.MOST_EVENTS) {
            row.events.remove(1);
        }
    }

    void clear() {
        rows.removeIf(row -> !row.runs());
    }

    void setMostEnded(int count) {
        mostEnded = count;
        forgetEnded();
    }

    private @Nullable Row find(@Nullable ProcessKey key) {
        return rows.stream().filter(row -> row.key != null && row.key.equals(key)).findFirst().orElse(null);
    }

    /** Who runs under a process id: there is one at most. */
    private @Nullable Row holder(long processId) {
        return rows.stream().filter(row -> row.runs() && row.key.processId() == processId).findFirst().orElse(null);
    }

    private @Nullable Row live(ProcessKey key, Instant time) {
        var row = find(key);
        if (row != null && key.start() == 0 && row.end != null && row.end.isBefore(time)) {
            rows.remove(row);
            forgotten++;
            return null;
        }
        return row;
    }

    private Row create(ProcessKey key, RowKind kind, Instant time) {
        var holder = holder(key.processId());
        var row = new Row();
        row.key = key;
        row.kind = kind;
        rows.add(row);
        if (holder != null) {
            end(holder.key.start() > key.start() ? row : holder, time);
        }
        forgetBeyond(bounds.mostRunning(), Row::runs);
        return row;
    }

    private void adopt(Row row, @Nullable Long parentId, @Nullable ProcessKey parentKey) {
        if (parentId == null && parentKey == null) {
            return;
        }
        var found = parentKey;
        if (found == null) {
            var holder = holder(parentId);
            found = holder == null || holder == row ? null : holder.key;
        }
        row.parentId = parentId == null ? (Long) found.processId() : parentId;
        row.parentKey = found;
        settle(null);
    }

    private void end(Row row, Instant time) {
        row.kind = RowKind.ENDED;
        row.end = time;
        settle(row);
        forgetEnded();
    }

    /** Whose children began or ended to run is as if it had ended now; the one that has just ended comes after those. */
    private void settle(@Nullable Row justEnded) {
        for (var row : Stream.concat(rows.stream().filter(row -> row != justEnded), Stream.ofNullable(justEnded)).toList()) {
            var hasRunningChildren = rows.stream().anyMatch(child -> child.runs() && child.parentKey != null && child.parentKey.equals(row.key));
            if (row == justEnded || hasRunningChildren != row.hasRunningChildren) {
                row.since = ++moment;
            }
            row.hasRunningChildren = hasRunningChildren;
        }
    }

    private void forgetEnded() {
        while (ended() > mostEnded) {
            var first = rows.stream()
                    .filter(row -> row.kind == RowKind.ENDED)
                    .min(Comparator.comparing((Row row) -> row.hasRunningChildren).thenComparing(row -> row.since))
                    .orElseThrow();
            rows.remove(first);
            forgotten++;
        }
    }

    private void forgetBeyond(int most, Predicate<Row> which) {
        if (rows.stream().filter(which).count() > most) {
            rows.remove(rows.stream().filter(which).findFirst().orElseThrow());
            forgotten++;
            settle(null);
        }
    }
}
