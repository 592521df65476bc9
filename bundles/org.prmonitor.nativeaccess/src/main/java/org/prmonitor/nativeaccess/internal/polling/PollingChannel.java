package org.prmonitor.nativeaccess.internal.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;

/**
 * Compares each look at the process table with the one before. A process that came is reported as started, one that went
 * as exited at the moment of the look, and one that shows another image or command line as started again.
 */
final class PollingChannel implements MonitorChannel {

    /** No interval is longer; and a duration can be too long for nanoseconds. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final ChannelOptions options;
    private final ProcessTable table;
    private final Supplier<Duration> interval;

    /** What the last look showed, by process id. */
    private Map<Long, Seen> seen = new HashMap<>();

    /** When the next look is due, in the terms of {@link System#nanoTime}, but for a change of the interval. */
    private long lastLook;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private boolean woken;

    /** Written by the pump's thread alone, hence no atomic addition. */
    private volatile long delivered;

    /**
     * Takes the first look: what runs now is known, and what comes after is reported.
     *
     * @param interval is asked before each wait, so that a change takes effect
     */
    PollingChannel(ChannelOptions options, ProcessTable table, Supplier<Duration> interval) throws ChannelException {
        this.options = options;
        this.table = table;
        this.interval = interval;
        lastLook = System.nanoTime();
        for (var sighting : table.look()) {
            seen.put(sighting.key().processId(), new Seen(sighting.read(), sighting.imageMark()));
        }
    }

    /** A process in the last look. */
    private record Seen(RunningProcess row, long imageMark) {

        boolean looksLike(RunningProcess other) {
            return Objects.equals(row.imagePath(), other.imagePath()) && Objects.equals(row.commandLine(), other.commandLine());
        }
    }

    /** Waits until the next look is due. */
    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        var longest = timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT;
        var deadline = System.nanoTime() + longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (!woken) {
                var now = System.nanoTime();
                var toLook = lastLook + interval.get().toNanos() - now;
                if (toLook <= 0) {
                    return true;
                }
                var toDeadline = deadline - now;
                if (toDeadline <= 0) {
                    return false;
                }
                wake.awaitNanos(Math.min(toLook, toDeadline));
            }
            woken = false;
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        lastLook = System.nanoTime();
        var sightings = table.look();
        var now = table.now();
        var current = new HashMap<Long, Seen>(sightings.size() * 2);
        List<Seen> started = new ArrayList<>();
        for (var sighting : sightings) {
            var id = sighting.key().processId();
            var before = seen.get(id);
            if (before == null || !before.row.key().equals(sighting.key())) {
                var found = new Seen(sighting.read(), sighting.imageMark());
                current.put(id, found);
                started.add(found);
            } else if (before.imageMark != sighting.imageMark()) {
                var found = new Seen(sighting.read(), sighting.imageMark());
                current.put(id, found);
                if (!before.looksLike(found.row)) {
                    started.add(found);
                }
            } else {
                current.put(id, before);
            }
        }
        var reported = reportExits(current, now, sink) + reportStarts(started, now, sink);
        seen = current;
        return reported;
    }

    /** First those that went: an id may have come back. */
    private int reportExits(Map<Long, Seen> current, Instant now, MonitorEventSink sink) {
        var reported = 0;
        for (var gone : seen.values()) {
            var row = gone.row;
            var still = current.get(row.processId());
            if ((still == null || !still.row.key().equals(row.key())) && wants(EventType.EXITED, row)) {
                sink.accept(new ProcessExited(
                        header(now, sink), row.subject(), null, null, lifetime(row, now), row.imagePath(), row.commandLine()));
                delivered++;
                reported++;
            }
        }
        return reported;
    }

    /** Start times are no more exact than 10 ms and may lie that much in the future. */
    private static @Nullable Duration lifetime(RunningProcess row, Instant now) {
        if (row.startTime() == null) {
            return null;
        }
        return now.isBefore(row.startTime()) ? Duration.ZERO : Duration.between(row.startTime(), now);
    }

    /** In the order in which they came, so that a parent is before its child. */
    private int reportStarts(List<Seen> started, Instant now, MonitorEventSink sink) {
        started.sort(Comparator.comparingLong((Seen found) -> found.row.key().start())
                .thenComparingLong(found -> found.row.processId()));
        var reported = 0;
        for (var found : started) {
            var row = found.row;
            if (wants(EventType.STARTED, row)) {
                sink.accept(new ProcessStarted(
                        header(now, sink),
                        row.subject(),
                        row.parentId(),
                        row.parentKey(),
                        null,
                        row.imagePath(),
                        row.commandLine(),
                        false));
                delivered++;
                reported++;
            }
        }
        return reported;
    }

    private boolean wants(EventType type, RunningProcess row) {
        return row.processId() != options.excludedProcessId() && options.types().contains(type);
    }

    private static EventHeader header(Instant now, MonitorEventSink sink) {
        return new EventHeader(sink.nextSequence(), now, PollingChannelProvider.NAME);
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What happened between two looks and left no trace is in none of the counts: nobody knows. */
    @Override
    public ChannelStatistics statistics() {
        var count = delivered;
        return new ChannelStatistics(count, count, 0);
    }

    /** What the last look showed: the next one reports what changed since then. */
    @Override
    public Collection<RunningProcess> snapshot() {
        return seen.values().stream().map(Seen::row).toList();
    }

    /** Holds nothing of the system. */
    @Override
    public void close() {
        seen = Map.of();
    }
}
