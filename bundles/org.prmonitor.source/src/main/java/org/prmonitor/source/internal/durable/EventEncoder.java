package org.prmonitor.source.internal.durable;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
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

/** Writes events as {@link EventFormat} says; {@link EventDecoder} reads them. One thread. */
final class EventEncoder {

    private final FieldWriter out;

    EventEncoder(FieldWriter out) {
        this.out = out;
    }

    /**
     * Appends an event.
     *
     * @throws IllegalArgumentException for an event of a kind that this version does not know; what was written is unspecified
     */
    void encode(MonitorEvent event) {
        out.putByte(EventFormat.VERSION);
        if (event instanceof ProcessStarted started) {
            head(EventFormat.STARTED, event);
            subject(started.subject());
            parent(started.parentId(), started.parentKey(), started.creatorId());
            out.putText(started.imagePath());
            commandLine(started.commandLine());
            out.putBoolean(started.snapshot());
        } else if (event instanceof ProcessForked forked) {
            head(EventFormat.FORKED, event);
            subject(forked.subject());
            parent(forked.parentId(), forked.parentKey(), forked.creatorId());
        } else if (event instanceof ProcessExited exited) {
            head(EventFormat.EXITED, event);
            subject(exited.subject());
            out.putNullableNumber(widened(exited.exitCode()));
            out.putNullableNumber(widened(exited.exitSignal()));
            out.putNullableDuration(exited.lifetime());
            out.putText(exited.imagePath());
            commandLine(exited.commandLine());
        } else if (event instanceof ImageLoaded loaded) {
            head(EventFormat.IMAGE, event);
            var subject = loaded.subject();
            out.putBoolean(subject != null);
            if (subject != null) {
                subject(subject);
            }
            out.putText(loaded.imagePath());
            out.putLong(loaded.base());
            out.putNumber(loaded.size());
            var signed = loaded.signed();
            out.putNullableNumber(signed == null ? null : signed ? 1L : 0L);
        } else if (event instanceof RegistryChanged changed) {
            head(EventFormat.REGISTRY, event);
            registry(changed);
        } else if (event instanceof EventsLost loss) {
            head(EventFormat.LOST, event);
            out.putBoolean(loss.count() != null);
            out.putNumber(loss.from());
            out.putByte(EventFormat.PLACES.code(loss.place()));
        } else {
            throw new IllegalArgumentException("events of the kind " + event.getClass().getName() + " cannot be kept on disk");
        }
    }

    private void head(int type, MonitorEvent event) {
        out.putByte(type);
        out.putNumber(event.sequence());
        out.putInstant(event.time());
        out.putText(event.channel());
    }

    private void registry(RegistryChanged changed) {
        subject(changed.subject());
        out.putByte(EventFormat.OPERATIONS.code(changed.operation()));
        out.putText(changed.key());
        out.putBoolean(changed.keyTruncated());
        out.putText(changed.newName());
        out.putText(changed.valueName());
        data(changed.data());
        out.putInt(changed.status());
    }

    private void data(@Nullable RegistryData data) {
        out.putBoolean(data != null);
        if (data != null) {
            out.putInt(data.type());
            out.putNumber(data.size());
            out.putBytes(data.bytes());
        }
    }

    private void subject(ProcessSubject subject) {
        key(subject.key());
        out.putNullableNumber(subject.threadId());
        out.putNullableNumber(subject.userId());
        out.putNullableNumber(subject.groupId());
        out.putText(subject.userSid());
        out.putNullableNumber(subject.sessionId());
    }

    private void parent(@Nullable Long id, @Nullable ProcessKey key, @Nullable Long creatorId) {
        out.putNullableNumber(id);
        out.putBoolean(key != null);
        if (key != null) {
            key(key);
        }
        out.putNullableNumber(creatorId);
    }

    private void key(ProcessKey key) {
        out.putLong(key.boot());
        out.putNumber(key.processId());
        out.putNumber(key.start());
    }

    private void commandLine(@Nullable CommandLine line) {
        out.putBoolean(line != null);
        if (line != null) {
            out.putByte((line.isOneString() ? EventFormat.ONE_STRING : 0)
                    | (line.isTruncated() ? EventFormat.TRUNCATED : 0)
                    | (line.isBestEffort() ? EventFormat.BEST_EFFORT : 0));
            out.putBytes(line.bytes());
        }
    }

    private static @Nullable Long widened(@Nullable Integer number) {
        return number == null ? null : (Long) number.longValue();
    }
}
