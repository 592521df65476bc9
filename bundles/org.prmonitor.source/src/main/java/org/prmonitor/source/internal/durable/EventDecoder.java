package org.prmonitor.source.internal.durable;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;

/** Reads events that {@link EventEncoder} wrote. Whatever the bytes are, it makes an event of them or refuses them. One thread. */
final class EventDecoder {

    /** The last event's channel: they are nearly all of one, and need not have a text each. */
    private String channel = "";

    /**
     * Reads one event.
     *
     * @param bytes from its position to its limit, all of it
     */
    MonitorEvent decode(ByteBuffer bytes) throws CorruptDataException {
        var in = new FieldReader(bytes);
        MonitorEvent event;
        try {
            event = event(in);
        } catch (IllegalArgumentException refused) {
            // The records' own checks: a sequence below 1, bounds that do not fit one another.
            throw new CorruptDataException(String.valueOf(refused.getMessage()), refused);
        }
        if (in.remaining() > 0) {
            throw new CorruptDataException(in.remaining() + " bytes behind event " + event.sequence());
        }
        return event;
    }

    private MonitorEvent event(FieldReader in) throws CorruptDataException {
        var version = in.getByte();
        if (version != EventFormat.VERSION) {
            throw new CorruptDataException("an event of format version " + version + ", which this program does not know");
        }
        var type = in.getByte();
        var header = new EventHeader(in.getNumber(), in.getInstant(), channel(in.getText()));
        return switch (type) {
            case EventFormat.STARTED -> new ProcessStarted(
                    header,
                    subject(in),
                    in.getNullableNumber(),
                    nullableKey(in),
                    in.getNullableNumber(),
                    in.getNullableText(),
                    commandLine(in),
                    in.getBoolean());
            case EventFormat.FORKED -> new ProcessForked(
                    header, subject(in), in.getNullableNumber(), nullableKey(in), in.getNullableNumber());
            case EventFormat.EXITED -> new ProcessExited(
                    header,
                    subject(in),
                    narrowed(in.getNullableNumber()),
                    narrowed(in.getNullableNumber()),
                    in.getNullableDuration(),
                    in.getNullableText(),
                    commandLine(in));
            case EventFormat.IMAGE -> new ImageLoaded(
                    header,
                    in.getBoolean() ? subject(in) : null,
                    in.getNullableText(),
                    in.getLong(),
                    in.getNumber(),
                    truth(in.getNullableNumber()));
            case EventFormat.REGISTRY -> new RegistryChanged(
                    header,
                    subject(in),
                    EventFormat.OPERATIONS.constant(in.getByte()),
                    in.getNullableText(),
                    in.getBoolean(),
                    in.getNullableText(),
                    in.getNullableText(),
                    data(in),
                    in.getInt());
            case EventFormat.LOST -> lost(header, in);
            default -> throw new CorruptDataException("an event of type " + type);
        };
    }

    private String channel(String read) {
        if (!read.equals(channel)) {
            channel = read;
        }
        return channel;
    }

    private static EventsLost lost(EventHeader header, FieldReader in) throws CorruptDataException {
        var isCounted = in.getBoolean();
        var from = in.getNumber();
        var place = EventFormat.PLACES.constant(in.getByte());
        return new EventsLost(header, isCounted ? (Long) (header.sequence() - from + 1) : null, from, header.sequence(), place);
    }

    private static ProcessSubject subject(FieldReader in) throws CorruptDataException {
        return new ProcessSubject(
                key(in),
                in.getNullableNumber(),
                in.getNullableNumber(),
                in.getNullableNumber(),
                in.getNullableText(),
                in.getNullableNumber());
    }

    private static @Nullable ProcessKey nullableKey(FieldReader in) throws CorruptDataException {
        return in.getBoolean() ? key(in) : null;
    }

    private static ProcessKey key(FieldReader in) throws CorruptDataException {
        return new ProcessKey(in.getLong(), in.getNumber(), in.getNumber());
    }

    private static @Nullable CommandLine commandLine(FieldReader in) throws CorruptDataException {
        if (!in.getBoolean()) {
            return null;
        }
        var flags = in.getByte();
        if (flags >= EventFormat.BEST_EFFORT << 1) {
            throw new CorruptDataException("flags " + flags + " of a command line");
        }
        var truncated = (flags & EventFormat.TRUNCATED) != 0;
        var bestEffort = (flags & EventFormat.BEST_EFFORT) != 0;
        var bytes = in.getBytes();
        return (flags & EventFormat.ONE_STRING) != 0
                ? CommandLine.ofUtf16(bytes, truncated, bestEffort)
                : CommandLine.ofArgumentArea(bytes, truncated, bestEffort);
    }

    private static @Nullable RegistryData data(FieldReader in) throws CorruptDataException {
        if (!in.getBoolean()) {
            return null;
        }
        var type = in.getInt();
        var size = in.getNumber();
        return RegistryData.of(type, in.getBytes(), size);
    }

    private static @Nullable Integer narrowed(@Nullable Long number) throws CorruptDataException {
        if (number == null) {
            return null;
        }
        if (number != number.intValue()) {
            throw new CorruptDataException("number " + number + " of more than 32 bits");
        }
        return number.intValue();
    }

    private static @Nullable Boolean truth(@Nullable Long number) throws CorruptDataException {
        if (number == null) {
            return null;
        }
        if (number != 0 && number != 1) {
            throw new CorruptDataException("a truth value of " + number);
        }
        return number == 1;
    }
}
