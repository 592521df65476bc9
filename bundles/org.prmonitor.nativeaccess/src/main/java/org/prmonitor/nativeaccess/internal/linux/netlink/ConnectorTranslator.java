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

    /** Takes messages, in their order. */
    void translate(ConnectorBatch batch, MonitorEventSink sink) {
        batch.complete();
        // First of all what does not wait: with every microsecond another process is gone.
        var images = new ImageDetails[batch.size()];
        if (types.contains(EventType.STARTED)) {
            for (var index = 0; index < images.length; index++) {
                if (batch.get(index) instanceof ConnectorEvent.Executed executed && batch.isPresent(index)) {
                    var commandLine = files.commandLine(executed.process());
                    images[index] = new ImageDetails(files.image(executed.process()), commandLine);
                }
            }
        }
        for (var index = 0; index < images.length; index++) {
            var image = images[index];
            translate(batch.get(index), image == null ? ImageDetails.NONE : image, batch.isPresent(index), sink);
        }
    }

    /** Takes a message, and says before it what is missing before it. */
    private void translate(ConnectorEvent event, ImageDetails image, boolean present, MonitorEventSink sink) {
        var missing = gaps.missing(event.origin().processor(), event.origin().sequence());
        if (missing > 0) {
            lost += missing;
            tracker.lost();
            sink.lost(missing);
        }
        var bootNanos = clock.bootNanos(event.origin().monotonicNanos());
        if (event instanceof ConnectorEvent.Forked forked) {
            forked(forked, bootNanos, present, sink);
        } else if (event instanceof ConnectorEvent.Executed executed) {
            executed(executed.process(), bootNanos, image, sink);
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

    private void forked(ConnectorEvent.Forked event, long bootNanos, boolean present, MonitorEventSink sink) {
        if (!event.isProcess()) {
            tracker.threadAdded(event, bootNanos);
            return;
        }
        var process = tracker.forked(event, bootNanos, present);
        if (wants(EventType.FORKED, event.process())) {
            var parentId = event.parentProcess() == 0 ? null : event.parentProcess();
            sink.accept(new ProcessForked(header(bootNanos, sink), process.subject(event.thread()), parentId, process.parentKey(), null));
            delivered++;
        }
    }

    /**
     * The image is taken for the process's own without another look at who has the id: the process had not ended when the
     * messages were taken, and ids come back only when all others have been used.
     */
    private void executed(long processId, long bootNanos, ImageDetails image, MonitorEventSink sink) {
        var process = tracker.executed(processId, bootNanos);
        if (wants(EventType.STARTED, processId)) {
            var parent = parent(process);
            sink.accept(new ProcessStarted(
                    header(bootNanos, sink),
                    process.subject(processId),
                    parent.id,
                    parent.key,
                    null,
                    image.path(),
                    image.commandLine(),
                    false));
            delivered++;
        }
    }

    /**
     * The parent at the time of the message: the one at the fork, if its end has not come by since. Else the process has
     * another one, and only {@code /proc} knows whom.
     */
    private Parent parent(TrackedProcess process) {
        var forkedBy = process.parentKey();
        if (forkedBy != null) {
            var parent = tracker.find(forkedBy.processId());
            if (parent != null && parent.key().equals(forkedBy)) {
                return new Parent(forkedBy.processId(), forkedBy);
            }
        }
        var stat = files.stat(process.processId());
        if (stat == null || stat.parentId() == 0 || !process.confirm(stat)) {
            return new Parent(null, null);
        }
        var parent = tracker.find(stat.parentId());
        return new Parent(stat.parentId(), parent == null ? null : parent.publish());
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
