package org.prmonitor.consumer.console.internal;

import java.util.Locale;
import org.prmonitor.api.text.PrintableText;

/** Topics for people. */
final class TopicText {

    private TopicText() {}

    /** The action, the last part of a topic, in lower case: {@code started}. */
    static String action(String topic) {
        return PrintableText.escape(topic.substring(topic.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }
}
