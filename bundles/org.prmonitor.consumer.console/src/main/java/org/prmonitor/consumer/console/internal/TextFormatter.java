package org.prmonitor.consumer.console.internal;

import static org.prmonitor.api.event.EventKeys.COMMAND_LINE;
import static org.prmonitor.api.event.EventKeys.EVENT;
import static org.prmonitor.api.event.EventKeys.EXIT_CODE;
import static org.prmonitor.api.event.EventKeys.EXIT_SIGNAL;
import static org.prmonitor.api.event.EventKeys.IMAGE_PATH;
import static org.prmonitor.api.event.EventKeys.LOST_COUNT;
import static org.prmonitor.api.event.EventKeys.LOST_FROM;
import static org.prmonitor.api.event.EventKeys.LOST_TO;
import static org.prmonitor.api.event.EventKeys.LOST_WHERE;
import static org.prmonitor.api.event.EventKeys.PARENT_ID;
import static org.prmonitor.api.event.EventKeys.PROCESS_ID;
import static org.prmonitor.api.event.EventKeys.PROCESS_LIFETIME;
import static org.prmonitor.api.event.EventKeys.SNAPSHOT;
import static org.prmonitor.api.event.EventKeys.TIME;
import static org.prmonitor.api.event.EventKeys.TIMESTAMP;
import static org.prmonitor.api.event.EventKeys.TOPIC;
import static org.prmonitor.api.event.EventKeys.TRUNCATED;
import static org.prmonitor.api.event.EventKeys.USER_ID;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.text.ExitStatusText;
import org.prmonitor.api.text.ImageText;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.api.text.PrintableText;
import org.prmonitor.api.text.RegistryText;

/** Aligned columns for people. Everything that a process chose itself is escaped by {@link PrintableText}. */
final class TextFormatter implements EventFormatter {

    private static final int TIME_WIDTH = 12;
    private static final int EVENT_WIDTH = 8;
    private static final int ID_WIDTH = 8;
    private static final int STATUS_WIDTH = 18;
    private static final int LIFETIME_WIDTH = 10;

    private final InstantText instantText = new InstantText();
    private final TextStyle style;

    TextFormatter(TextStyle style) {
        this.style = style;
    }

    @Override
    public void begin(OutputStream output) throws IOException {
        var line = new TextLine();
        line.left("TIME", TIME_WIDTH).left("EVENT", EVENT_WIDTH);
        line.right("PID", ID_WIDTH).right("PPID", ID_WIDTH).right("UID", ID_WIDTH).gap().append("COMMAND, OR HOW IT ENDED");
        print(style.heading(line.toString()), output);
    }

    @Override
    public void format(Map<String, Object> properties, OutputStream output) throws IOException {
        var line = new TextLine().left(time(properties), TIME_WIDTH);
        var topic = String.valueOf(properties.get(TOPIC));
        print(switch (topic) {
            case EventTopics.PROCESS_STARTED -> {
                subject(line, properties.get(SNAPSHOT) == null ? "started" : "running", properties).append(command(properties));
                yield line.toString();
            }
            case EventTopics.PROCESS_FORKED -> style.minor(subject(line, "forked", properties).toString().stripTrailing());
            case EventTopics.PROCESS_EXITED -> exited(line, properties);
            case EventTopics.EVENTS_LOST -> style.alarm(lost(line, properties));
            case EventTopics.IMAGE_LOADED ->
                subject(line, "loaded", properties).append(PrintableText.escape(ImageText.of(properties))).toString();
            case EventTopics.REGISTRY_KEY_CREATED,
                    EventTopics.REGISTRY_KEY_DELETED,
                    EventTopics.REGISTRY_KEY_RENAMED,
                    EventTopics.REGISTRY_VALUE_SET,
                    EventTopics.REGISTRY_VALUE_DELETED -> changed(line, properties);
            default -> other(line, topic, properties);
        }, output);
    }

    private static TextLine subject(TextLine line, String event, Map<String, Object> properties) {
        return line.left(event, EVENT_WIDTH)
                .right(text(properties.get(PROCESS_ID)), ID_WIDTH)
                .right(text(properties.get(PARENT_ID)), ID_WIDTH)
                .right(text(properties.get(USER_ID)), ID_WIDTH)
                .gap();
    }

    private String exited(TextLine line, Map<String, Object> properties) {
        var code = number(properties.get(EXIT_CODE));
        var signal = number(properties.get(EXIT_SIGNAL));
        var lifetime = properties.get(PROCESS_LIFETIME) instanceof Number span ? LifetimeText.of(span.longValue()) : "";
        subject(line, "exited", properties)
                .left(ExitStatusText.of(code, signal), STATUS_WIDTH)
                .right(lifetime, LIFETIME_WIDTH)
                .gap()
                .append(command(properties));
        var whole = line.toString();
        if (signal != null) {
            return style.failure(whole);
        }
        return code == null || code == 0 ? whole : style.warning(whole);
    }

    private String changed(TextLine line, Map<String, Object> properties) {
        subject(line, "changed", properties).append(PrintableText.escape(RegistryText.of(properties)));
        return RegistryText.failed(properties) ? style.warning(line.toString()) : line.toString();
    }

    private static String lost(TextLine line, Map<String, Object> properties) {
        var count = properties.get(LOST_COUNT) instanceof Number number
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : "an unknown number of";
        return line.left("LOST", EVENT_WIDTH)
                .append("!!!! " + count + " events are missing here, lost at hop '" + text(properties.get(LOST_WHERE)) + "', sequence "
                        + text(properties.get(LOST_FROM)) + " to " + text(properties.get(LOST_TO)) + " !!!!")
                .toString();
    }

    /** A family that this version does not know: what it says, as it says it. */
    private static String other(TextLine line, String topic, Map<String, Object> properties) {
        subject(line, TopicText.action(topic), properties);
        for (var property : properties.entrySet()) {
            switch (property.getKey()) {
                case TOPIC, EVENT, TIME, TIMESTAMP, PROCESS_ID, PARENT_ID, USER_ID -> {}
                default -> line.append(property.getKey() + "=" + text(property.getValue()) + " ");
            }
        }
        return line.toString().stripTrailing();
    }

    private String time(Map<String, Object> properties) {
        if (properties.get(TIME) instanceof Instant instant) {
            return instantText.timeOfDay(instant);
        }
        return properties.get(TIMESTAMP) instanceof Long milliseconds ? instantText.timeOfDay(Instant.ofEpochMilli(milliseconds)) : "";
    }

    private static String command(Map<String, Object> properties) {
        var command = text(properties.get(COMMAND_LINE));
        if (command.isEmpty()) {
            // As ps(1) shows what has no arguments; a kernel thread has no image either.
            var image = text(properties.get(IMAGE_PATH));
            command = "[" + (image.isEmpty() ? "no command line" : image) + "]";
        }
        return properties.get(TRUNCATED) == null ? command : command + "…";
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : PrintableText.escape(value.toString());
    }

    private static @Nullable Integer number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : null;
    }

    private static void print(String line, OutputStream output) throws IOException {
        output.write(line.getBytes(StandardCharsets.UTF_8));
        output.write('\n');
    }
}
