package org.prmonitor.testkit.internal;

import java.util.List;
import java.util.Set;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.text.PrintableText;

/** An event as a test that fails shows it: {@code #7 EXITED process.id=42 exit.code=1}. */
public final class EventText {

    /** Said by the number and the topic, or the same for all. */
    private static final Set<String> LEFT_OUT = Set.of(
            EventKeys.TOPIC, EventKeys.EVENT, EventKeys.TIMESTAMP, EventKeys.SEQUENCE, EventKeys.CHANNEL, EventKeys.TIME,
            EventKeys.PROCESS_KEY, EventKeys.PARENT_KEY, EventKeys.COMMAND_ARGS);

    private EventText() {}

    /** One line. */
    public static String of(MonitorEvent event) {
        var topic = event.topic();
        var text = new StringBuilder("#").append(event.sequence()).append(' ').append(topic.substring(topic.lastIndexOf('/') + 1));
        event.properties().forEach((key, value) -> {
            if (!LEFT_OUT.contains(key)) {
                text.append(' ').append(key).append('=').append(PrintableText.escape(String.valueOf(value)));
            }
        });
        return text.toString();
    }

    /** A line each, indented. */
    public static String of(List<? extends MonitorEvent> events) {
        var text = new StringBuilder();
        events.forEach(event -> text.append(System.lineSeparator()).append("  ").append(of(event)));
        return text.toString();
    }
}
