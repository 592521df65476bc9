package org.prmonitor.api.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The property keys of one kind of event, each with the way to its value. The one table serves look-up (filters) and
 * iteration (EventAdmin, JSON). Built in a static initialiser, read-only after.
 *
 * @param <E> the event's type
 */
final class EventSchema<E extends MonitorEvent> {

    /** By key, in their documented order. */
    private final Map<String, Column<E>> columns = new LinkedHashMap<>();

    /** The same, to go through without an iterator. */
    private final List<Column<E>> ordered = new ArrayList<>();

    private record Column<E>(String key, Function<? super E, ? extends @Nullable Object> value) {}

    private EventSchema() {}

    /** The keys that every event has. */
    static <E extends MonitorEvent> EventSchema<E> of() {
        return new EventSchema<E>()
                .with(EventKeys.TOPIC, MonitorEvent::topic)
                .with(EventKeys.EVENT, event -> event)
                .with(EventKeys.TIMESTAMP, event -> event.time().toEpochMilli())
                .with(EventKeys.TIME, MonitorEvent::time)
                .with(EventKeys.SEQUENCE, MonitorEvent::sequence)
                .with(EventKeys.CHANNEL, MonitorEvent::channel);
    }

    /** The keys that every event about a process has, absent where the event has no process. */
    static <E extends MonitorEvent> EventSchema<E> about(Function<? super E, ? extends @Nullable ProcessSubject> subject) {
        return EventSchema.<E>of()
                .with(EventKeys.PROCESS_ID, subject, process -> process.key().processId())
                .with(EventKeys.PROCESS_KEY, subject, process -> process.key().toString())
                .with(EventKeys.THREAD_ID, subject, ProcessSubject::threadId)
                .with(EventKeys.USER_ID, subject, ProcessSubject::userId)
                .with(EventKeys.GROUP_ID, subject, ProcessSubject::groupId)
                .with(EventKeys.USER_SID, subject, ProcessSubject::userSid)
                .with(EventKeys.SESSION_ID, subject, ProcessSubject::sessionId);
    }

    EventSchema<E> with(String key, Function<? super E, ? extends @Nullable Object> value) {
        var column = new Column<E>(key, value);
        columns.put(key, column);
        ordered.add(column);
        return this;
    }

    /** A key whose value is a part of something that the event may not have. */
    <T> EventSchema<E> with(
            String key,
            Function<? super E, ? extends @Nullable T> part,
            Function<? super T, ? extends @Nullable Object> value) {
        return with(key, event -> {
            var present = part.apply(event);
            return present == null ? null : value.apply(present);
        });
    }

    EventSchema<E> withCommandLine(Function<E, @Nullable CommandLine> commandLine) {
        return with(EventKeys.COMMAND_LINE, commandLine, CommandLine::toString)
                .with(EventKeys.COMMAND_ARGS, commandLine, CommandLine::arguments)
                .with(EventKeys.TRUNCATED, commandLine, line -> flag(line.isTruncated()))
                .with(EventKeys.BEST_EFFORT, commandLine, line -> flag(line.isBestEffort()));
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** A flag is present when true and absent otherwise. */
    static @Nullable Boolean flag(boolean value) {
        return value ? Boolean.TRUE : null;
    }

    Map<String, Object> view(E event) {
        return new View<>(this, event);
    }

    private static final class View<E extends MonitorEvent> extends AbstractMap<String, Object> {

        private final EventSchema<E> schema;
        private final E event;

        View(EventSchema<E> schema, E event) {
            this.schema = schema;
            this.event = event;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            var column = schema.columns.get(key);
            return column == null ? null : column.value.apply(event);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return new PresentEntries<>(schema, event);
                }

                @Override
                public int size() {
                    var size = 0;
                    for (var iterator = iterator(); iterator.hasNext(); iterator.next()) {
                        size++;
                    }
                    return size;
                }
            };
        }

        /** Without the entry objects: this is how events become JSON, and JSON is most of what a console costs. */
        @Override
        public void forEach(BiConsumer<? super String, ? super Object> action) {
            var columns = schema.ordered;
            for (var index = 0; index < columns.size(); index++) {
                var column = columns.get(index);
                var value = column.value.apply(event);
                if (value != null) {
                    action.accept(column.key, value);
                }
            }
        }

        /** The record prints itself with its values; the view's {@code event} entry must not print it again. */
        @Override
        public String toString() {
            return event.toString();
        }
    }

    private static final class PresentEntries<E extends MonitorEvent> implements Iterator<Map.Entry<String, Object>> {

        private final Iterator<Column<E>> columns;
        private final E event;
        private Map.@Nullable Entry<String, Object> next;

        PresentEntries(EventSchema<E> schema, E event) {
            this.columns = schema.ordered.iterator();
            this.event = event;
        }

        @Override
        public boolean hasNext() {
            while (next == null && columns.hasNext()) {
                var column = columns.next();
                var value = column.value.apply(event);
                if (value != null) {
                    next = Map.entry(column.key, value);
                }
            }
            return next != null;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var entry = next;
            next = null;
            return entry;
        }
    }
}
