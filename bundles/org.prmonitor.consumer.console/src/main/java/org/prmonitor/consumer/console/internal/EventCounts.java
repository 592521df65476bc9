package org.prmonitor.consumer.console.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;

/** What was printed, by type, and what was said to be lost. Thread-safe. */
final class EventCounts {

    /** Events printed by topic, losses not among them. Guarded by this. */
    private final Map<String, Count> byTopic = new HashMap<>();

    /** Guarded by this. */
    private long lost;

    /** A loss that nobody could count was reported. Guarded by this. */
    private boolean lostUncounted;

    private static final class Count {
        private long value;
    }

    /**
     * One event was printed.
     *
     * @param properties the event's: a loss says how many are lost, where anybody knows
     */
    synchronized void count(String topic, Map<String, Object> properties) {
        if (!topic.equals(EventTopics.EVENTS_LOST)) {
            byTopic.computeIfAbsent(topic, unused -> new Count()).value++;
        } else if (properties.get(EventKeys.LOST_COUNT) instanceof Number number) {
            lost += number.longValue();
        } else {
            lostUncounted = true;
        }
    }

    /** Events printed by the last part of their topic in lower case, such as {@code started}; a copy. */
    synchronized Map<String, Long> byType() {
        var byType = new TreeMap<String, Long>();
        byTopic.forEach((topic, count) -> byType.merge(TopicText.action(topic), count.value, Long::sum));
        return byType;
    }

    /** All that was printed, losses not counted. */
    synchronized long total() {
        var total = 0L;
        for (var count : byTopic.values()) {
            total += count.value;
        }
        return total;
    }

    /** Events that were reported missing, as far as they could be counted. */
    synchronized long lost() {
        return lost;
    }

    /** There were losses that nobody could count. */
    synchronized boolean isLostUncounted() {
        return lostUncounted;
    }
}
