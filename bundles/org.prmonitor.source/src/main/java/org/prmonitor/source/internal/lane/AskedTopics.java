package org.prmonitor.source.internal.lane;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Topics as handlers ask for them, by the EventAdmin specification, 113.4.2: a topic by its name, all below a part of the
 * hierarchy by its name and {@code /*}, and all by {@code *}. Nothing can be added later: who asks for something else gets
 * another object. Any thread.
 */
final class AskedTopics {

    /** Every topic. */
    static final AskedTopics ALL = new AskedTopics(Set.of("*"));

    private final Set<String> patterns;

    /** What was found out already: the topics of events are few, and constants, so that it does not grow. */
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    /** What is asked for, in the words of {@code event.topics}. */
    AskedTopics(Collection<String> patterns) {
        this.patterns = Set.copyOf(patterns);
    }

    /** Whether an event with this topic is asked for. A look-up, but for the first time. */
    boolean contains(String topic) {
        var answer = known.get(topic);
        if (answer == null) {
            answer = matches(topic);
            known.put(topic, answer);
        }
        return answer;
    }

    private boolean matches(String topic) {
        if (patterns.contains(topic) || patterns.contains("*")) {
            return true;
        }
        for (var end = topic.indexOf('/'); end >= 0; end = topic.indexOf('/', end + 1)) {
            if (patterns.contains(topic.substring(0, end + 1) + "*")) {
                return true;
            }
        }
        return false;
    }
}
