package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.nativeaccess.internal.linux.WaitStatus;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcFileSystem;

/**
 * Makes events of the connector's messages, and fills in from {@code /proc} what these do not say. Keeps the books of
 * delivered and lost. One thread drains; the counts may be read from any.
 *
 * <p>What is lost is counted in messages of the connector, whatever they were about: threads, names and types that nobody
 * asked for are among them and cannot be told apart any more. The count is therefore never too small, and may be too large.
 */
final class ConnectorTranslator {

    private final Set<EventType> types;
    private final long excludedProcessId;
    private final ConnectorClock clock;
    private final ProcessTracker tracker;
    private final ProcFileSystem files;
    private final SequenceGaps gaps;

    /** Written by the draining thread alone, hence no atomic addition. */
    private volatile long delivered;

    /** Likewise. */
    private volatile long lost;

    /**
     * A translator.
     *
     * @param files of the draining thread alone
     * @param gaps that already know what came while the channel opened
     */
    ConnectorTranslator(
            Set<EventType> types,
            long excludedProcessId,
            ConnectorClock clock,
            ProcessTracker tracker,
            ProcFileSystem files,
            SequenceGaps gaps) {
        this.types = types;
        this.excludedProcessId = excludedProcessId;
        this.clock = clock;
        this.tracker = tracker;
        this.files = files;
        this.gaps = gaps;
    }

    long delivered() {
        return delivered;
    }

    long lost() {
        return lost;
    }

    /** Takes a message, and says before it what is missing before it. */
    void translate(ConnectorEvent event, MonitorEventSink sink) {
        var missing = gaps.missing(event.origin().processor(), event.origin().sequence());
        if (missing > 0) {
            lost += missing;
            tracker.lost();
            sink.lost(missing);
        }
        var bootNanos = clock.bootNanos(event.origin().monotonicNanos());
        if (event instanceof ConnectorEvent.Forked forked) {
            forked(forked, bootNanos, sink);
        } else if (event instanceof ConnectorEvent.Executed executed) {
            executed(executed.process(), bootNanos, sink);
        } else if (event instanceof ConnectorEvent.Exited exited) {
            var ended = tracker.exited(exited, bootNanos);
            if (ended != null) {
                exited(ended, exited.thread(), new WaitStatus(exited.status()), bootNanos, sink);
            }
        } else {
            changed(event);
        }
    }

    /** Reports processes of whose end the message is among the lost; nobody knows their status any more. */
    void reportOverlooked(MonitorEventSink sink) {
        for (var ended : tracker.overlooked()) {
            exited(ended, null, null, clock.bootNanos(), sink);
        }
    }

    private void forked(ConnectorEvent.Forked event, long bootNanos, MonitorEventSink sink) {
        if (!event.isProcess()) {
            tracker.threadAdded(event, bootNanos);
            return;
        }
        var process = tracker.forked(event, bootNanos);
        if (wants(EventType.FORKED, event.process())) {
            var parentId = event.parentProcess() == 0 ? null : event.parentProcess();
            sink.accept(new ProcessForked(header(bootNanos, sink), process.subject(event.thread()), parentId, process.parentKey(), null));
            delivered++;
        }
    }

    private void executed(long processId, long bootNanos, MonitorEventSink sink) {
        if (!wants(EventType.STARTED, processId)) {
            tracker.executed(processId, bootNanos, null);
            return;
        }
        // In the order in which they get lost: a process that ends loses its memory first and its stat last.
        var commandLine = files.commandLine(processId);
        var image = files.image(processId);
        var credentials = files.credentials(processId);
        var stat = files.stat(processId);
        var process = tracker.executed(processId, bootNanos, stat);
        // Without a stat it is gone by now. What was read before is its own: ids are given out in turn, and come back only
        // when all others were used, which takes more processes than the socket's buffer has room for.
        var found = stat == null || process.confirm(stat);
        if (found && credentials != null) {
            process.credentials(credentials);
        }
        var parent = parent(process, found && stat != null ? stat.parentId() : 0);
        sink.accept(new ProcessStarted(
                header(bootNanos, sink),
                process.subject(processId),
                parent.id,
                parent.key,
                null,
                found ? image : null,
                found ? commandLine : null,
                false));
        delivered++;
    }

    /**
     * The parent at the time of the message. {@code /proc} shows the one of now, which is another when the parent ended
     * since; the one at the fork still was it if its end has not come by.
     */
    private Parent parent(TrackedProcess process, long parentIdNow) {
        var forkedBy = process.parentKey();
        if (forkedBy != null) {
            var parent = tracker.find(forkedBy.processId());
            if (parent != null && parent.key().equals(forkedBy)) {
                return new Parent(forkedBy.processId(), forkedBy);
            }
        }
        if (parentIdNow == 0) {
            return new Parent(null, null);
        }
        var parent = tracker.find(parentIdNow);
        return new Parent(parentIdNow, parent == null ? null : parent.publish());
    }

    private record Parent(@Nullable Long id, @Nullable ProcessKey key) {}

    private void exited(
            TrackedProcess process, @Nullable Long threadId, @Nullable WaitStatus status, long bootNanos, MonitorEventSink sink) {
        if (wants(EventType.EXITED, process.processId())) {
            sink.accept(new ProcessExited(
                    header(bootNanos, sink),
                    process.subject(threadId),
                    status == null ? null : status.exitCode(),
                    status == null ? null : status.exitSignal(),
                    process.lifetime(bootNanos),
                    null,
                    null));
            delivered++;
        }
    }

    private void changed(ConnectorEvent event) {
        if (event instanceof ConnectorEvent.UserChanged user) {
            var process = tracker.find(user.process());
            if (process != null) {
                process.user(user.userId());
            }
        } else if (event instanceof ConnectorEvent.GroupChanged group) {
            var process = tracker.find(group.process());
            if (process != null) {
                process.group(group.groupId());
            }
        } else if (event instanceof ConnectorEvent.SessionStarted session) {
            var process = tracker.find(session.process());
            if (process != null) {
                process.leadsSession();
            }
        }
    }

    private boolean wants(EventType type, long processId) {
        return processId != excludedProcessId && types.contains(type);
    }

    private EventHeader header(long bootNanos, MonitorEventSink sink) {
        Instant time = clock.instant(bootNanos);
        return new EventHeader(sink.nextSequence(), time, NetlinkChannelProvider.NAME);
    }
}
