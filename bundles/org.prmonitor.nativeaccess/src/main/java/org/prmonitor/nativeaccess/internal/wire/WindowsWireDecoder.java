package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/**
 * Records as Windows fills them: system time, UTF-16 for text, security identifiers for users, an exit status. A key has
 * boot 0 and the start in milliseconds, as {@code process-polling} makes it there. One thread.
 */
public final class WindowsWireDecoder extends WireDecoder {

    private static final long BOOT = 0;
    private static final long LIFETIME_MAX = Long.MAX_VALUE / 100;

    /** The last user: a few users do everything that is done, and events then share the text. */
    private byte[] lastSid = {};

    private String lastSidText = "";

    /**
     * A decoder.
     *
     * @param channel the name that events carry
     */
    public WindowsWireDecoder(String channel) {
        super(channel);
    }

    @Override
    public MonitorEvent decode(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        var type = type(memory, offset);
        return switch (type) {
            case WireLayout.PROCESS_STARTED -> started(memory, offset, length, sequence);
            case WireLayout.PROCESS_EXITED -> exited(memory, offset, length, sequence);
            case WireLayout.IMAGE_LOADED -> loaded(memory, offset, length, sequence);
            case WireLayout.REGISTRY_CHANGED -> changed(memory, offset, length, sequence);
            default -> throw unknownType(type);
        };
    }

    private ProcessStarted started(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length >= WireLayout.STARTED_SIZE, "started", length);
        var imageLength = textLength(memory, offset + WireLayout.STARTED_IMAGE_LENGTH);
        var argumentsLength = textLength(memory, offset + WireLayout.STARTED_ARGUMENTS_LENGTH);
        var texts = WireLayout.STARTED_SIZE + imageLength + argumentsLength;
        require(length == texts + sidLength(memory, offset), "started", length);
        var commandLine = has(memory, offset, WireLayout.FLAG_ARGUMENTS_UNREADABLE)
                ? null
                : CommandLine.ofUtf16(
                        bytes(memory, offset + WireLayout.STARTED_SIZE + imageLength, argumentsLength),
                        has(memory, offset, WireLayout.FLAG_ARGUMENTS_TRUNCATED),
                        false);
        var parentId = known(memory, offset + WireLayout.PARENT_PROCESS_ID);
        return new ProcessStarted(
                header(memory, offset, sequence),
                subject(memory, offset, texts, "started"),
                parentId,
                parentId == null ? null : parentKey(memory, offset, parentId),
                known(memory, offset + WireLayout.PARENT_CREATOR_ID),
                textOrNull(memory, offset + WireLayout.STARTED_SIZE, imageLength),
                commandLine,
                false);
    }

    private ProcessExited exited(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length >= WireLayout.EXITED_SIZE, "exited", length);
        require(length == WireLayout.EXITED_SIZE + sidLength(memory, offset), "exited", length);
        return new ProcessExited(
                header(memory, offset, sequence),
                subject(memory, offset, WireLayout.EXITED_SIZE, "exited"),
                has(memory, offset, WireLayout.FLAG_STATUS_UNKNOWN) ? null : (Integer) memory.getInt(offset + WireLayout.EXITED_STATUS),
                null,
                lifetime(memory, offset),
                null,
                null);
    }

    private ImageLoaded loaded(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length >= WireLayout.IMAGE_SIZE, "image", length);
        var pathLength = textLength(memory, offset + WireLayout.IMAGE_PATH_LENGTH);
        var texts = WireLayout.IMAGE_SIZE + pathLength;
        require(length == texts + sidLength(memory, offset), "image", length);
        var size = memory.getLong(offset + WireLayout.IMAGE_IMAGE_SIZE);
        if (size < 0) {
            throw refused("an image of " + Long.toUnsignedString(size) + " bytes");
        }
        var isKernel = (memory.getInt(offset + WireLayout.IMAGE_FLAGS) & WireLayout.IMAGE_KERNEL) != 0
                || memory.getInt(offset + WireLayout.SUBJECT_PROCESS_ID) == 0;
        var level = memory.get(offset + WireLayout.IMAGE_SIGNATURE_LEVEL) & 0xff;
        return new ImageLoaded(
                header(memory, offset, sequence),
                isKernel ? null : subject(memory, offset, texts, "image"),
                textOrNull(memory, offset + WireLayout.IMAGE_SIZE, pathLength),
                memory.getLong(offset + WireLayout.IMAGE_BASE),
                size,
                // SE_SIGNING_LEVEL_UNCHECKED is 0, SE_SIGNING_LEVEL_UNSIGNED 1; everything above says by whom it is signed.
                level == 0 ? null : (Boolean) (level > 1));
    }

    private RegistryChanged changed(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException {
        require(length >= WireLayout.REGISTRY_SIZE, "registry", length);
        var keyLength = textLength(memory, offset + WireLayout.REGISTRY_KEY_LENGTH);
        var nameLength = textLength(memory, offset + WireLayout.REGISTRY_NAME_LENGTH);
        var dataLength = length(memory, offset + WireLayout.REGISTRY_DATA_LENGTH);
        var texts = WireLayout.REGISTRY_SIZE + keyLength + nameLength + dataLength;
        require(length == texts + sidLength(memory, offset), "registry", length);
        var operation = operation(memory.get(offset + WireLayout.REGISTRY_OPERATION) & 0xff);
        var dataSize = unsigned(memory, offset + WireLayout.REGISTRY_DATA_SIZE);
        if (dataLength > dataSize || dataLength > WireLayout.VALUE_DATA_MAX) {
            throw refused(dataLength + " bytes of a registry value's " + dataSize);
        }
        var name = offset + WireLayout.REGISTRY_SIZE + keyLength;
        var isSet = operation == RegistryOperation.VALUE_SET;
        return new RegistryChanged(
                header(memory, offset, sequence),
                subject(memory, offset, texts, "registry"),
                operation,
                textOrNull(memory, offset + WireLayout.REGISTRY_SIZE, keyLength),
                has(memory, offset, WireLayout.FLAG_KEY_TRUNCATED),
                operation == RegistryOperation.KEY_RENAMED ? textOrNull(memory, name, nameLength) : null,
                isSet || operation == RegistryOperation.VALUE_DELETED ? text(memory, name, nameLength) : null,
                isSet
                        ? RegistryData.of(
                                memory.getInt(offset + WireLayout.REGISTRY_VALUE_TYPE),
                                bytes(memory, name + nameLength, dataLength),
                                dataSize)
                        : null,
                memory.getInt(offset + WireLayout.REGISTRY_STATUS));
    }

    private static RegistryOperation operation(int number) throws ChannelException {
        return switch (number) {
            case WireLayout.KEY_CREATED -> RegistryOperation.KEY_CREATED;
            case WireLayout.KEY_DELETED -> RegistryOperation.KEY_DELETED;
            case WireLayout.KEY_RENAMED -> RegistryOperation.KEY_RENAMED;
            case WireLayout.VALUE_SET -> RegistryOperation.VALUE_SET;
            case WireLayout.VALUE_DELETED -> RegistryOperation.VALUE_DELETED;
            default -> throw refused("a registry operation " + number);
        };
    }

    private EventHeader header(ByteBuffer memory, int offset, long sequence) throws ChannelException {
        return header(sequence, WindowsTime.instant(time(memory, offset + WireLayout.HEADER_TIME)));
    }

    /** Whom the event is about; its security identifier is at {@code sid} within the record. */
    private ProcessSubject subject(ByteBuffer memory, int offset, int sid, String type) throws ChannelException {
        var processId = unsigned(memory, offset + WireLayout.SUBJECT_PROCESS_ID);
        if (processId == 0) {
            throw refused("a record of type " + type + " about no process");
        }
        return new ProcessSubject(
                key(processId, time(memory, offset + WireLayout.SUBJECT_START_TIME)),
                known(memory, offset + WireLayout.SUBJECT_THREAD_ID),
                notUnknown(memory, offset + WireLayout.SUBJECT_USER_ID),
                notUnknown(memory, offset + WireLayout.SUBJECT_GROUP_ID),
                userSid(memory, offset + sid, sidLength(memory, offset)),
                notUnknown(memory, offset + WireLayout.SUBJECT_SESSION_ID));
    }

    /** Null where the start is not known: without it, a key could be of another process that had the id. */
    private static @Nullable ProcessKey parentKey(ByteBuffer memory, int offset, long processId) throws ChannelException {
        var start = time(memory, offset + WireLayout.PARENT_START_TIME);
        return start == 0 ? null : key(processId, start);
    }

    private static ProcessKey key(long processId, long start) {
        return new ProcessKey(BOOT, processId, start == 0 ? 0 : WindowsTime.milliseconds(start));
    }

    /** Null where the start is not known, or the clock was set back, or by centuries forward. */
    private static @Nullable Duration lifetime(ByteBuffer memory, int offset) throws ChannelException {
        var start = time(memory, offset + WireLayout.SUBJECT_START_TIME);
        var lifetime = time(memory, offset + WireLayout.HEADER_TIME) - start;
        return start == 0 || lifetime < 0 || lifetime > LIFETIME_MAX ? null : Duration.ofNanos(lifetime * 100);
    }

    /** A time, 0 for unknown. In what the sign bit adds, 29,000 years from now, no clock is. */
    private static long time(ByteBuffer memory, int offset) throws ChannelException {
        var time = memory.getLong(offset);
        if (time < 0) {
            throw refused("a time of " + Long.toUnsignedString(time));
        }
        return time;
    }

    private @Nullable String userSid(ByteBuffer memory, int offset, int length) throws ChannelException {
        if (length == 0) {
            return null;
        }
        var sid = bytes(memory, offset, length);
        if (!Arrays.equals(sid, lastSid)) {
            lastSidText = SecurityIdentifier.text(sid);
            lastSid = sid;
        }
        return lastSidText;
    }

    private static int sidLength(ByteBuffer memory, int offset) {
        return length(memory, offset + WireLayout.SUBJECT_SID_LENGTH);
    }

    /** The length of a text, which is made of 16-bit units. */
    private static int textLength(ByteBuffer memory, int offset) throws ChannelException {
        var length = length(memory, offset);
        if (length % Character.BYTES != 0) {
            throw refused("a text of " + length + " bytes, which is no number of 16-bit units");
        }
        return length;
    }

    /** Unit by unit, so that an unpaired surrogate stays what it is. */
    private static String text(ByteBuffer memory, int offset, int length) {
        return memory.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().toString();
    }

    private static @Nullable String textOrNull(ByteBuffer memory, int offset, int length) {
        return length == 0 ? null : text(memory, offset, length);
    }

    /** An id that is 0 or {@code PRM_UNKNOWN} where it is not known. */
    private static @Nullable Long known(ByteBuffer memory, int offset) {
        return memory.getInt(offset) == 0 ? null : notUnknown(memory, offset);
    }

    /** An id where 0 is one. */
    private static @Nullable Long notUnknown(ByteBuffer memory, int offset) {
        return memory.getInt(offset) == WireLayout.UNKNOWN ? null : (Long) unsigned(memory, offset);
    }
}
