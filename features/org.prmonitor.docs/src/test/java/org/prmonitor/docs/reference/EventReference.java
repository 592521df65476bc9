package org.prmonitor.docs.reference;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessSubject;

/** The reference of the events: what they are by reflection, what they mean by what the sources say. */
final class EventReference {

    /** How the comment of a key begins: with the type of its values. */
    private static final Pattern TYPED = Pattern.compile("(`[^`]+`)[:,] (.*)");

    private final JavaSources sources;
    private final List<Class<?>> records;

    EventReference(JavaSources sources) throws ReflectiveOperationException {
        this.sources = sources;
        records = new ArrayList<>();
        for (String family : families()) {
            leaves(Class.forName(MonitorEvent.class.getPackageName() + "." + family)).forEach(records::add);
        }
    }

    /** The families in the order of their topics, of which each has its name in it. */
    private static Set<String> families() throws IllegalAccessException {
        var names = new LinkedHashSet<String>();
        for (Field constant : EventTopics.class.getFields()) {
            String[] parts = ((String) constant.get(null)).split("/");
            if (parts.length > 4) {
                names.add(parts[3]);
            }
        }
        return names;
    }

    /** The records below a sealed family. */
    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isRecord() ? Stream.of(type) : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventReference::leaves);
    }

    /** Topic by topic. */
    String topics() throws IllegalAccessException {
        var table = new MarkdownTable("topic", "constant of `EventTopics`", "what");
        for (Field constant : EventTopics.class.getFields()) {
            table.row("`" + constant.get(null) + "`", "`" + constant.getName() + "`", sources.type("EventTopics").fields().get(constant.getName()));
        }
        return table.toString();
    }

    /** Record by record, with what they share first. */
    String records() throws IllegalAccessException {
        var text = new StringBuilder();
        for (Class<?> shared : List.of(EventHeader.class, ProcessSubject.class)) {
            text.append(section(shared)).append('\n');
        }
        for (Class<?> record : records) {
            text.append(section(record));
            var keys = keys(record).stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
            text.append("\nKeys: ").append(keys).append(".\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }

    private String section(Class<?> record) {
        JavaSources.TypeDoc said = sources.type(record.getSimpleName());
        var table = new MarkdownTable("component", "type", "what");
        for (RecordComponent component : record.getRecordComponents()) {
            String type = said.types().get(component.getName());
            table.row(
                    "`" + component.getName() + "`",
                    "`" + type + "`" + (said.nullable().contains(component.getName()) ? " or null" : ""),
                    said.components().get(component.getName()));
        }
        return "### " + record.getSimpleName() + "\n\n" + said.text() + "\n\n" + table;
    }

    /** Key by key. */
    String keys() throws IllegalAccessException {
        Map<String, Set<String>> on = new LinkedHashMap<>();
        for (Class<?> record : records) {
            keys(record).forEach(key -> on.computeIfAbsent(key, unused -> new LinkedHashSet<>()).add(record.getSimpleName()));
        }
        var table = new MarkdownTable("key", "constant of `EventKeys`", "on", "type", "what");
        for (Field constant : EventKeys.class.getFields()) {
            var key = (String) constant.get(null);
            String said = sources.type("EventKeys").fields().get(constant.getName());
            Set<String> where = on.get(key);
            if (where == null) {
                throw new AssertionError("no event has the key " + key);
            }
            var typed = TYPED.matcher(said);
            table.row(
                    "`" + key + "`",
                    "`" + constant.getName() + "`",
                    where.size() == records.size() ? "every event" : where.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                    typed.matches() ? typed.group(1) : "",
                    typed.matches() ? typed.group(2) : said);
        }
        return table.toString();
    }

    /** The keys that a record may have: what its schema lists. */
    private static List<String> keys(Class<?> record) {
        Object schema = read(record, "SCHEMA", null);
        var columns = (Map<?, ?>) read(schema.getClass(), "columns", schema);
        var keys = new ArrayList<String>();
        columns.keySet().forEach(key -> keys.add((String) key));
        return keys;
    }

    private static Object read(Class<?> type, String field, @Nullable Object object) {
        try {
            Field declared = type.getDeclaredField(field);
            declared.setAccessible(true);
            return declared.get(object);
        } catch (ReflectiveOperationException otherwiseNow) {
            throw new AssertionError(type + " has no field " + field + " any more: this generator needs another way to it", otherwiseNow);
        }
    }
}
