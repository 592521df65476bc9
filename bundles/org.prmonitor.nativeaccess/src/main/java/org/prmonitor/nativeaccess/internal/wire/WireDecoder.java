package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/**
 * Makes events of wire records. Every length is checked against the record, and the record against what the ring gave,
 * before a byte is read. Memory is little-endian. One thread.
 */
public final class WireDecoder {

    private final String channel;
    private final long boot;
    private final BootTimeline timeline;

    /** The last parent: a shell or a make has many children in a row, which then share its key. */
    private @Nullable ProcessKey lastParent;

    private long lastParentStart;

    /**
     * A decoder.
     *
     * @param channel the name that events carry
     * @param boot the boot, for process keys
     * @param timeline for the wall-clock time of events
     */
    public WireDecoder(String channel, long boot, BootTimeline timeline) {
        this.channel = channel;
        this.boot = boot;
        this.timeline = timeline;
    }

    /**
     * Checks a record's header, and gives its count of events lost before it since the session began.
     *
     * @throws ChannelException when the record is not of this version, or its length is wrong
     */
    public long lost(ByteBuffer memory, int offset, int length) throws ChannelException {
        if (length < WireLayout.HEADER_SIZE) {
            throw refused("a record of " + length + " bytes, shorter than its header");
        }
        if (memory.getInt(offset) != length) {
            throw refused("a record of " + length + " bytes that says it has " + Integer.toUnsignedString(memory.getInt(offset)));
        }
        var version = memory.get(offset + WireLayout.HEADER_VERSION) & 0xff;
        if (version != WireLayout.VERSION) {
            throw refused("a record of wire version " + version + ", this is " + WireLayout.VERSION);
        }
        var lost = memory.getLong(offset + WireLayout.HEADER_LOST);
        if (lost < 0) {
            throw refused("a record before which " + Long.toUnsignedString(lost) + " events were lost");
        }
        return lost;
    }

    /**
     * Decodes a record whose header {@link #lost} has checked.
     *
     * @param sequence the number that the event gets
     * @throws ChannelException when the record's type is unknown or its lengths do not fit one another
     */
    public MonitorEvent decode(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        var type = memory.get(offset + WireLayout.HEADER_TYPE) & 0xff;
        return switch (type) {
            case WireLayout.PROCESS_STARTED -> started(memory, offset, length, sequence);
            case WireLayout.PROCESS_FORKED -> forked(memory, offset, length, sequence);
            case WireLayout.PROCESS_EXITED -> exited(memory, offset, length, sequence);
            default -> throw refused("a record of type " + type);
        };
    }

    private ProcessStarted started(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length >= WireLayout.STARTED_SIZE, "started", length);
        var imageLength = memory.getShort(offset + WireLayout.STARTED_IMAGE_LENGTH) & 0xffff;
        var argumentsLength = memory.getShort(offset + WireLayout.STARTED_ARGUMENTS_LENGTH) & 0xffff;
        require(length == WireLayout.STARTED_SIZE + imageLength + argumentsLength, "started", length);
        var flags = memory.getShort(offset + WireLayout.HEADER_FLAGS);
        var image = imageLength == 0
                ? null
                : new String(bytes(memory, offset + WireLayout.STARTED_SIZE, imageLength), StandardCharsets.UTF_8);
        var commandLine = (flags & WireLayout.FLAG_ARGUMENTS_UNREADABLE) != 0
                ? null
                : CommandLine.ofArgumentArea(
                        bytes(memory, offset + WireLayout.STARTED_SIZE + imageLength, argumentsLength),
                        (flags & WireLayout.FLAG_ARGUMENTS_TRUNCATED) != 0,
                        false);
        var parent = parent(memory, offset);
        return new ProcessStarted(
                header(memory, offset, sequence),
                subject(memory, offset),
                parent == null ? null : parent.processId(),
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
                parent == null ? null : parent.processId(),
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
        return new EventHeader(sequence, timeline.instant(memory.getLong(offset + WireLayout.HEADER_TIME)), channel);
    }

    private ProcessSubject subject(ByteBuffer memory, int offset) {
        var key = new ProcessKey(
                boot,
                unsigned(memory, offset + WireLayout.SUBJECT_PROCESS_ID),
                BootClock.ticks(memory.getLong(offset + WireLayout.SUBJECT_START_TIME)));
        return new ProcessSubject(
                key,
                unsigned(memory, offset + WireLayout.SUBJECT_THREAD_ID),
                unsigned(memory, offset + WireLayout.SUBJECT_USER_ID),
                unsigned(memory, offset + WireLayout.SUBJECT_GROUP_ID),
                null,
                known(memory, offset + WireLayout.SUBJECT_SESSION_ID));
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

    private static @Nullable Long creator(ByteBuffer memory, int offset) {
        return known(memory, offset + WireLayout.PARENT_CREATOR_ID);
    }

    /** A number that is 0 where it is not known. */
    private static @Nullable Long known(ByteBuffer memory, int offset) {
        var value = unsigned(memory, offset);
        return value == 0 ? null : (Long) value;
    }

    private static long unsigned(ByteBuffer memory, int offset) {
        return memory.getInt(offset) & 0xffff_ffffL;
    }

    private static byte[] bytes(ByteBuffer memory, int offset, int length) {
        var bytes = new byte[length];
        memory.get(offset, bytes);
        return bytes;
    }

    private static void require(boolean fits, String type, int length) throws ChannelException {
        if (!fits) {
            throw refused("a record of type " + type + " whose lengths do not fit its " + length + " bytes");
        }
    }

    private static ChannelException refused(String what) {
        return new ChannelException("the ring holds " + what, "report this: the driver and the decoder do not fit together");
    }
}
