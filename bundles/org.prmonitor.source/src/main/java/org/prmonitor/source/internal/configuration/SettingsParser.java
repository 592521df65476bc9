package org.prmonitor.source.internal.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.event.EventType;

/**
 * Reads settings out of a configuration. What is absent has its default; what makes no sense keeps the value from before
 * and is named in {@link #refusals()}. Values may be of the type that Metatype declares, or strings as in a properties
 * file.
 */
public final class SettingsParser {

    private final Map<String, ?> configuration;
    private final SourceSettings settings;
    private final List<String> refusals = new ArrayList<>();

    /**
     * Parses at once.
     *
     * @param configuration keys as in {@link SourceConfiguration}; other keys are somebody else's
     * @param before the settings that stay where a new one is refused
     */
    public SettingsParser(Map<String, ?> configuration, SourceSettings before) {
        this.configuration = configuration;
        var defaults = SourceSettings.defaults();
        settings = new SourceSettings(
                read("channel", SettingsParser::channel, defaults.channel(), before.channel()),
                read("types", SettingsParser::types, defaults.types(), before.types()),
                filter(before.filter()),
                read(
                        "ringBytes",
                        integer(SourceSettings.MIN_RING_BYTES, SourceSettings.MAX_RING_BYTES),
                        defaults.ringBytes(),
                        before.ringBytes()),
                read(
                        "journalEvents",
                        integer(SourceSettings.MIN_JOURNAL_EVENTS, SourceSettings.MAX_JOURNAL_EVENTS),
                        defaults.journalEvents(),
                        before.journalEvents()),
                read("lingerMillis", integer(0, SourceSettings.MAX_LINGER_MILLIS), defaults.lingerMillis(), before.lingerMillis()),
                read("snapshot", SettingsParser::flag, defaults.snapshot(), before.snapshot()),
                read("processTable", SettingsParser::flag, defaults.processTable(), before.processTable()),
                read(
                        "processTableSize",
                        integer(SourceSettings.MIN_TABLE_SIZE, SourceSettings.MAX_TABLE_SIZE),
                        defaults.processTableSize(),
                        before.processTableSize()),
                read("excludeSelf", SettingsParser::flag, defaults.excludeSelf(), before.excludeSelf()),
                read(
                        "cursorMinutes",
                        integer(0, SourceSettings.MAX_CURSOR_MINUTES),
                        defaults.cursorMinutes(),
                        before.cursorMinutes()),
                read(
                        "listenerThreads",
                        value -> ListenerThreadMode.ofLabel(value.toString()),
                        defaults.listenerThreads(),
                        before.listenerThreads()),
                read("durableDirectory", SettingsParser::directory, defaults.durableDirectory(), before.durableDirectory()),
                read(
                        "durableBytes",
                        whole(SourceSettings.MIN_DURABLE_BYTES, SourceSettings.MAX_DURABLE_BYTES),
                        defaults.durableBytes(),
                        before.durableBytes()),
                read("durableSync", value -> SyncPolicy.ofLabel(value.toString()), defaults.durableSync(), before.durableSync()),
                read(
                        "durableDays",
                        integer(SourceSettings.MIN_DURABLE_DAYS, SourceSettings.MAX_DURABLE_DAYS),
                        defaults.durableDays(),
                        before.durableDays()));
    }

    /** What holds now. */
    public SourceSettings settings() {
        return settings;
    }

    /** One text for each value that was refused: its key, the value, why, and what stays. Read-only. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    private <T> T read(String key, Function<Object, T> parser, T whereAbsent, T before) {
        var value = configuration.get(key);
        if (value == null) {
            return whereAbsent;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException refused) {
            refuse(key, value, String.valueOf(refused.getMessage()), describe(before));
            return before;
        }
    }

    private @Nullable Filter filter(@Nullable Filter before) {
        var value = configuration.get("filter");
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        try {
            return FrameworkUtil.createFilter(value.toString().strip());
        } catch (InvalidSyntaxException refused) {
            refuse("filter", value, String.valueOf(refused.getMessage()), before == null ? "no filter" : before.toString());
            return before;
        }
    }

    private void refuse(String key, Object value, String reason, String kept) {
        refusals.add(key + " = '" + describe(value) + "' (" + reason + "), " + (kept.isEmpty() ? "the default" : kept) + " stays");
    }

    private static String channel(Object value) {
        var channel = value.toString().strip();
        if (channel.isEmpty()) {
            throw new IllegalArgumentException("a channel's name, or " + SourceSettings.AUTO);
        }
        return channel;
    }

    private static Set<EventType> types(Object value) {
        var types = EnumSet.noneOf(EventType.class);
        labels(value).filter(label -> !label.isBlank()).map(EventType::ofLabel).forEach(types::add);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("at least one of " + EventType.labels(EnumSet.allOf(EventType.class)));
        }
        return types;
    }

    private static Stream<String> labels(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf);
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(String::valueOf);
        }
        return Arrays.stream(value.toString().split(","));
    }

    private static String directory(Object value) {
        var directory = value.toString().strip();
        try {
            if (directory.isEmpty() || Path.of(directory).isAbsolute()) {
                return directory;
            }
        } catch (InvalidPathException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
        throw new IllegalArgumentException("a folder's absolute path, or nothing for the source's own data area");
    }

    private static Function<Object, Integer> integer(int min, int max) {
        return whole(min, max).andThen(Long::intValue);
    }

    private static Function<Object, Long> whole(long min, long max) {
        return value -> {
            long number;
            try {
                number = value instanceof Number given ? exact(given) : Long.parseLong(value.toString().strip());
            } catch (NumberFormatException noNumber) {
                throw new IllegalArgumentException("a whole number from " + min + " to " + max, noNumber);
            }
            if (number < min || number > max) {
                throw new IllegalArgumentException("from " + min + " to " + max);
            }
            return number;
        };
    }

    private static long exact(Number given) {
        if (given.longValue() != given.doubleValue()) {
            throw new NumberFormatException(given.toString());
        }
        return given.longValue();
    }

    private static Boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static String describe(Object value) {
        if (value instanceof Object[] array) {
            return String.join(",", Arrays.stream(array).map(String::valueOf).toList());
        }
        if (value instanceof Set<?> types && types.stream().allMatch(EventType.class::isInstance)) {
            return EventType.labels(EnumSet.copyOf(types.stream().map(EventType.class::cast).toList()));
        }
        return value.toString();
    }
}
