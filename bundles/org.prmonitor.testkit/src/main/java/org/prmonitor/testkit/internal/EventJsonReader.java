package org.prmonitor.testkit.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryOperation;

/**
 * The event that a line of JSON was made of: one with the same properties. What the properties do not say, such as bytes that were no
 * UTF-8, is gone. Keys that nobody knows are left out, so that what a later version has recorded can be read.
 */
public final class EventJsonReader {

    private static final Pattern KEY = Pattern.compile("([0-9a-f]{16})-(-?\\d+)-(-?\\d+)");

    private final RecordedLine line;

    private EventJsonReader(RecordedLine line) {
        this.line = line;
    }

    /**
     * Reads a line.
     *
     * @throws DamagedLineException that names the column
     */
    public static MonitorEvent read(String text) throws DamagedLineException {
        return new EventJsonReader(RecordedLine.parse(text)).event();
    }

    private MonitorEvent event() throws DamagedLineException {
        var topic = line.require(EventKeys.TOPIC, String.class);
        try {
            return switch (topic) {
                case EventTopics.PROCESS_STARTED -> started();
                case EventTopics.PROCESS_FORKED -> forked();
                case EventTopics.PROCESS_EXITED -> exited();
                case EventTopics.IMAGE_LOADED -> image();
                case EventTopics.EVENTS_LOST -> loss();
                default -> registry(topic);
            };
        } catch (IllegalArgumentException senseless) {
            throw line.damage(EventKeys.TOPIC, "no such event: " + senseless.getMessage());
        }
    }

    private MonitorEvent started() throws DamagedLineException {
        return new ProcessStarted(
                header(), requireSubject(), line.get(EventKeys.PARENT_ID, Long.class), key(EventKeys.PARENT_KEY),
                line.get(EventKeys.CREATOR_ID, Long.class), line.get(EventKeys.IMAGE_PATH, String.class), commandLine(),
                line.flag(EventKeys.SNAPSHOT));
    }

    private MonitorEvent forked() throws DamagedLineException {
        return new ProcessForked(
                header(), requireSubject(), line.get(EventKeys.PARENT_ID, Long.class), key(EventKeys.PARENT_KEY),
                line.get(EventKeys.CREATOR_ID, Long.class));
    }

    private MonitorEvent exited() throws DamagedLineException {
        var lifetime = line.get(EventKeys.PROCESS_LIFETIME, Long.class);
        return new ProcessExited(
                header(), requireSubject(), line.integer(EventKeys.EXIT_CODE), line.integer(EventKeys.EXIT_SIGNAL),
                lifetime == null ? null : Duration.ofNanos(lifetime), line.get(EventKeys.IMAGE_PATH, String.class), commandLine());
    }

    private MonitorEvent image() throws DamagedLineException {
        return new ImageLoaded(
                header(), subject(), line.get(EventKeys.IMAGE_PATH, String.class), line.require(EventKeys.IMAGE_BASE, Long.class),
                line.require(EventKeys.IMAGE_SIZE, Long.class), line.get(EventKeys.IMAGE_SIGNED, Boolean.class));
    }

    private MonitorEvent loss() throws DamagedLineException {
        var where = line.require(EventKeys.LOST_WHERE, String.class);
        for (var place : LossPlace.values()) {
            if (place.label().equals(where)) {
                return new EventsLost(
                        header(), line.get(EventKeys.LOST_COUNT, Long.class), line.require(EventKeys.LOST_FROM, Long.class),
                        line.require(EventKeys.LOST_TO, Long.class), place);
            }
        }
        throw line.damage(EventKeys.LOST_WHERE, "'" + where + "' is no place where events are lost");
    }

    private MonitorEvent registry(String topic) throws DamagedLineException {
        for (var operation : RegistryOperation.values()) {
            if (operation.topic().equals(topic)) {
                var key = line.get(EventKeys.REGISTRY_KEY, String.class);
                var data = RegistryValue.read(line);
                // One flag for both: what is cut off where the data could not be is the key.
                var keyTruncated = line.flag(EventKeys.TRUNCATED) && (data == null || !data.isTruncated());
                var status = line.integer(EventKeys.REGISTRY_STATUS);
                return new RegistryChanged(
                        header(), requireSubject(), operation, key, keyTruncated, newName(key),
                        line.get(EventKeys.REGISTRY_VALUE, String.class), data, status == null ? 0 : status);
            }
        }
        throw line.damage(EventKeys.TOPIC, "'" + topic + "' is the topic of no event");
    }

    private @Nullable String newName(@Nullable String key) throws DamagedLineException {
        var newKey = line.get(EventKeys.REGISTRY_NEW_KEY, String.class);
        if (newKey == null || key == null) {
            return null;
        }
        var folder = key.substring(0, key.lastIndexOf('\\') + 1);
        if (!newKey.startsWith(folder)) {
            throw line.damage(EventKeys.REGISTRY_NEW_KEY, "the new key is not where the old one was");
        }
        return newKey.substring(folder.length());
    }

    private EventHeader header() throws DamagedLineException {
        var text = line.require(EventKeys.TIME, String.class);
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeException noTime) {
            throw line.damage(EventKeys.TIME, "'" + text + "' is no time in ISO 8601");
        }
        return new EventHeader(line.require(EventKeys.SEQUENCE, Long.class), time, line.require(EventKeys.CHANNEL, String.class));
    }

    private ProcessSubject requireSubject() throws DamagedLineException {
        line.require(EventKeys.PROCESS_KEY, String.class);
        var subject = subject();
        if (subject == null) {
            throw line.damage(EventKeys.PROCESS_KEY, EventKeys.PROCESS_KEY + " is missing");
        }
        return subject;
    }

    private @Nullable ProcessSubject subject() throws DamagedLineException {
        var key = key(EventKeys.PROCESS_KEY);
        return key == null
                ? null
                : new ProcessSubject(
                        key, line.get(EventKeys.THREAD_ID, Long.class), line.get(EventKeys.USER_ID, Long.class),
                        line.get(EventKeys.GROUP_ID, Long.class), line.get(EventKeys.USER_SID, String.class),
                        line.get(EventKeys.SESSION_ID, Long.class));
    }

    private @Nullable ProcessKey key(String name) throws DamagedLineException {
        var text = line.get(name, String.class);
        if (text == null) {
            return null;
        }
        var parts = KEY.matcher(text);
        if (!parts.matches()) {
            throw line.damage(name, "'" + text + "' is no process key");
        }
        try {
            var boot = new BigInteger(1, HexFormat.of().parseHex(parts.group(1))).longValue();
            return new ProcessKey(boot, Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
        } catch (NumberFormatException tooLong) {
            throw line.damage(name, "'" + text + "' is no process key");
        }
    }

    private @Nullable CommandLine commandLine() throws DamagedLineException {
        var text = line.get(EventKeys.COMMAND_LINE, String.class);
        if (text == null) {
            return null;
        }
        var truncated = line.flag(EventKeys.TRUNCATED);
        var bestEffort = line.flag(EventKeys.BEST_EFFORT);
        List<?> arguments = line.get(EventKeys.COMMAND_ARGS, List.class);
        if (arguments == null) {
            return CommandLine.ofString(text, truncated, bestEffort);
        }
        var area = new StringBuilder();
        arguments.forEach(argument -> area.append(argument).append('\0'));
        return CommandLine.ofArgumentArea(area.toString().getBytes(StandardCharsets.UTF_8), truncated, bestEffort);
    }
}
