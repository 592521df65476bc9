package org.prmonitor.nativeaccess.internal.linux.procfs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.BootTimeline;

/**
 * The processes that run now, from {@code /proc}. Keys are those of every Linux channel. What the reader may not see is
 * null; a process whose {@code stat} it may not see (mount option {@code hidepid}) is no row, because it has no key.
 * Processes that have ended and wait for their parent are none either: their exit has been reported. One thread.
 */
public final class ProcessTableReader {

    /** Looks at one process before it is taken as it was found: nobody executes for ever without a pause. */
    private static final int ATTEMPTS = 4;

    private final long boot;
    private final BootTimeline timeline;
    private final ProcFileSystem files;

    /**
     * A reader.
     *
     * @param boot {@link org.prmonitor.nativeaccess.internal.linux.BootId#read()}
     * @param timeline for the wall-clock time of starts
     */
    public ProcessTableReader(long boot, BootTimeline timeline) {
        this(boot, timeline, new ProcFileSystem());
    }

    ProcessTableReader(long boot, BootTimeline timeline, ProcFileSystem files) {
        this.boot = boot;
        this.timeline = timeline;
        this.files = files;
    }

    /** All of them, in no order; parents' keys are joined within the pass. */
    public List<RunningProcess> read() throws ChannelException {
        var processIds = files.processIds();
        var rows = new ArrayList<RunningProcess>(processIds.length);
        Map<Long, ProcessKey> keys = new HashMap<>(processIds.length * 2);
        for (var processId : processIds) {
            var row = row(processId);
            if (row != null) {
                rows.add(row);
                keys.put(processId, row.key());
            }
        }
        rows.replaceAll(row -> withParentKey(row, keys.get(row.parentId())));
        return rows;
    }

    /** One of them; null when it is gone, has ended, or cannot be seen. */
    public @Nullable RunningProcess read(long processId) {
        var row = row(processId);
        if (row == null || row.parentId() == null) {
            return row;
        }
        var parent = files.stat(row.parentId());
        return parent == null ? row : withParentKey(row, key(parent));
    }

    /** What a look at nothing but {@code stat} shows: every process that has not ended. For those who look often. */
    public List<ProcessStat> scan() throws ChannelException {
        var processIds = files.processIds();
        var found = new ArrayList<ProcessStat>(processIds.length);
        for (var processId : processIds) {
            var stat = files.stat(processId);
            if (stat != null && !stat.isDead()) {
                found.add(stat);
            }
        }
        return found;
    }

    /** The key of a process. */
    public ProcessKey key(ProcessStat stat) {
        return new ProcessKey(boot, stat.processId(), stat.startTicks());
    }

    /**
     * A row with no more than {@code stat} shows, for a process that is gone by now.
     *
     * @param seenAt when it was read
     */
    public RunningProcess row(ProcessStat stat, Instant seenAt) {
        return row(stat, null, null, null, seenAt);
    }

    /** The moment of a start. */
    private Instant startTime(ProcessStat stat) {
        return timeline.instant(stat.startTicks() * BootClock.NANOS_PER_TICK);
    }

    private @Nullable RunningProcess row(long processId) {
        var stat = files.stat(processId);
        for (var attempt = 0; stat != null && !stat.isDead(); attempt++) {
            var before = timeline.now();
            var commandLine = files.commandLine(stat);
            var image = files.image(stat);
            var credentials = files.credentials(processId);
            var after = timeline.now();
            var again = files.stat(processId);
            // The process may execute while it is read. Only if it ran one image from before the first look until after
            // the last, all that happened before the moment in between is contained in the row, and nothing after it.
            if (again != null
                    && !again.isDead()
                    && again.startTicks() == stat.startTicks()
                    && again.imageMark() == stat.imageMark()) {
                return row(again, commandLine, image, credentials, after);
            }
            if (attempt == ATTEMPTS) {
                // Told twice is better than missed: what it executes from here on comes through the channel as well.
                return row(stat, commandLine, image, credentials, before);
            }
            stat = again;
        }
        return null;
    }

    private RunningProcess row(
            ProcessStat stat,
            @Nullable CommandLine commandLine,
            @Nullable String image,
            @Nullable ProcessCredentials credentials,
            Instant observedAt) {
        var subject = new ProcessSubject(
                key(stat),
                null,
                credentials == null ? null : credentials.userId(),
                credentials == null ? null : credentials.groupId(),
                null,
                stat.sessionId() == 0 ? null : stat.sessionId());
        var parentId = stat.parentId() == 0 ? null : stat.parentId();
        return new RunningProcess(subject, parentId, null, image, commandLine, startTime(stat), observedAt);
    }

    /** A parent that is younger than its child is another process that got the parent's id. */
    private static RunningProcess withParentKey(RunningProcess row, @Nullable ProcessKey parent) {
        if (parent == null || parent.start() > row.key().start()) {
            return row;
        }
        return new RunningProcess(
                row.subject(), row.parentId(), parent, row.imagePath(), row.commandLine(), row.startTime(), row.observedAt());
    }
}
