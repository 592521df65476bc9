package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.BootTimeline;
import org.prmonitor.nativeaccess.internal.linux.WaitStatus;
import org.prmonitor.nativeaccess.internal.wire.RecentTexts;
import org.prmonitor.nativeaccess.internal.wire.WireDecoder;
import org.prmonitor.nativeaccess.internal.wire.WireLayout;

/** Records as Linux fills them: nanoseconds since boot, bytes for text, numbers for users, a wait status. One thread. */
public final class LinuxWireDecoder extends WireDecoder {

    private final long boot;
    private final BootTimeline timeline;

    /** The last parent: a shell or a make has many children in a row, which then share its key. */
    private @Nullable ProcessKey lastParent;

    private long lastParentStart;
    private @Nullable Long lastParentId;

    /**
     * The last subject: of a process that lives shortly, what is told comes in a row. It is the same where all of its 32 bytes are,
     * of which alone, and the boot, it is made.
     */
    private @Nullable ProcessSubject lastSubject;

    private long lastSubjectStart;
    private long lastSubjectProcessAndThread;
    private long lastSubjectUserAndGroup;
    private long lastSubjectSession;

    /** What few events differ in is made once: a fifth of what an event takes of the heap. */
    private final RecentTexts images = new RecentTexts();

    private @Nullable Long lastUser;
    private @Nullable Long lastGroup;
    private @Nullable Long lastSession;

    /**
     * A decoder.
     *
     * @param channel the name that events carry
     * @param boot the boot, for process keys
     * @param timeline for the wall-clock time of events
     */
    public LinuxWireDecoder(String channel, long boot, BootTimeline timeline) {
        super(channel);
        this.boot = boot;
        this.timeline = timeline;
    }

    @Override
    public MonitorEvent decode(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        var type = type(memory, offset);
        return switch (type) {
            case WireLayout.PROCESS_STARTED -> started(memory, offset, length, sequence);
            case WireLayout.PROCESS_FORKED -> forked(memory, offset, length, sequence);
            case WireLayout.PROCESS_EXITED -> exited(memory, offset, length, sequence);
            default -> throw unknownType(type);
        };
    }

    private ProcessStarted started(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length >= WireLayout.STARTED_SIZE, "started", length);
        var imageLength = length(memory, offset + WireLayout.STARTED_IMAGE_LENGTH);
        var argumentsLength = length(memory, offset + WireLayout.STARTED_ARGUMENTS_LENGTH);
        require(length == WireLayout.STARTED_SIZE + imageLength + argumentsLength, "started", length);
        var image = imageLength == 0
                ? null
                : images.get(memory, offset + WireLayout.STARTED_SIZE, imageLength);
        var commandLine = has(memory, offset, WireLayout.FLAG_ARGUMENTS_UNREADABLE)
                ? null
                : CommandLine.ofArgumentArea(
                        memory,
                        offset + WireLayout.STARTED_SIZE + imageLength,
                        argumentsLength,
                        has(memory, offset, WireLayout.FLAG_ARGUMENTS_TRUNCATED),
                        false);
        var parent = parent(memory, offset);
        return new ProcessStarted(
                header(memory, offset, sequence),
                subject(memory, offset),
                parentId(parent),
                parent,
                creator(memory, offset),
                image,
                commandLine,
                false);
    }

    private ProcessForked forked(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length == WireLayout.FORKED_SIZE, "forked", length);
        var parent = parent(memory, offset);
        return new ProcessForked(
                header(memory, offset, sequence),
                subject(memory, offset),
                parentId(parent),
                parent,
                creator(memory, offset));
    }

    private ProcessExited exited(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length == WireLayout.EXITED_SIZE, "exited", length);
        var status = new WaitStatus(memory.getInt(offset + WireLayout.EXITED_STATUS));
        var lifetime = memory.getLong(offset + WireLayout.HEADER_TIME) - memory.getLong(offset + WireLayout.SUBJECT_START_TIME);
        return new ProcessExited(
                header(memory, offset, sequence),
                subject(memory, offset),
                status.exitCode(),
                status.exitSignal(),
                lifetime < 0 ? null : Duration.ofNanos(lifetime),
                null,
                null);
    }

    private EventHeader header(ByteBuffer memory, int offset, long sequence) {
        return header(sequence, timeline.instant(memory.getLong(offset + WireLayout.HEADER_TIME)));
    }

    private ProcessSubject subject(ByteBuffer memory, int offset) {
        var start = memory.getLong(offset + WireLayout.SUBJECT_START_TIME);
        var processAndThread = memory.getLong(offset + WireLayout.SUBJECT_PROCESS_ID);
        var userAndGroup = memory.getLong(offset + WireLayout.SUBJECT_USER_ID);
        var session = memory.getLong(offset + WireLayout.SUBJECT_SESSION_ID);
        var subject = lastSubject;
        if (subject == null
                || lastSubjectStart != start
                || lastSubjectProcessAndThread != processAndThread
                || lastSubjectUserAndGroup != userAndGroup
                || lastSubjectSession != session) {
            subject = newSubject(memory, offset);
            lastSubject = subject;
            lastSubjectStart = start;
            lastSubjectProcessAndThread = processAndThread;
            lastSubjectUserAndGroup = userAndGroup;
            lastSubjectSession = session;
        }
        return subject;
    }

    private ProcessSubject newSubject(ByteBuffer memory, int offset) {
        var key = new ProcessKey(
                boot,
                unsigned(memory, offset + WireLayout.SUBJECT_PROCESS_ID),
                BootClock.ticks(memory.getLong(offset + WireLayout.SUBJECT_START_TIME)));
        var user = boxed(unsigned(memory, offset + WireLayout.SUBJECT_USER_ID), lastUser);
        lastUser = user;
        var group = boxed(unsigned(memory, offset + WireLayout.SUBJECT_GROUP_ID), lastGroup);
        lastGroup = group;
        var session = boxed(unsigned(memory, offset + WireLayout.SUBJECT_SESSION_ID), lastSession);
        lastSession = session;
        return new ProcessSubject(
                key, unsigned(memory, offset + WireLayout.SUBJECT_THREAD_ID), user, group, null, session == 0 ? null : session);
    }

    private @Nullable ProcessKey parent(ByteBuffer memory, int offset) {
        var processId = unsigned(memory, offset + WireLayout.PARENT_PROCESS_ID);
        if (processId == 0) {
            return null;
        }
        var start = memory.getLong(offset + WireLayout.PARENT_START_TIME);
        var parent = lastParent;
        if (parent == null || parent.processId() != processId || lastParentStart != start) {
            parent = new ProcessKey(boot, processId, BootClock.ticks(start));
            lastParent = parent;
            lastParentStart = start;
        }
        return parent;
    }

    private @Nullable Long parentId(@Nullable ProcessKey parent) {
        if (parent == null) {
            return null;
        }
        var id = boxed(parent.processId(), lastParentId);
        lastParentId = id;
        return id;
    }

    private static @Nullable Long creator(ByteBuffer memory, int offset) {
        return known(memory, offset + WireLayout.PARENT_CREATOR_ID);
    }

    /** A number as an object: the last one where that is the same. */
    private static Long boxed(long value, @Nullable Long last) {
        return last != null && last == value ? last : (Long) value;
    }

    /** A number that is 0 where it is not known. */
    private static @Nullable Long known(ByteBuffer memory, int offset) {
        var value = unsigned(memory, offset);
        return value == 0 ? null : (Long) value;
    }
}
