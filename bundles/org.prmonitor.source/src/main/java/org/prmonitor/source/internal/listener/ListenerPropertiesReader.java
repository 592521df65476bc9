package org.prmonitor.source.internal.listener;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.EventType;

/**
 * Reads a listener's service properties. They may have the types that {@link MonitorListener} gives them, or be text in any
 * case, as from a configuration file.
 */
final class ListenerPropertiesReader {

    static final String ID = MonitorListener.PREFIX_ + "id";
    static final String TYPES = MonitorListener.PREFIX_ + "types";
    static final String FILTER = MonitorListener.PREFIX_ + "filter";
    static final String RESUME = MonitorListener.PREFIX_ + "resume";

    /** As Declarative Services names the property of a component's name. */
    static final String COMPONENT = "component.name";

    private static final int MAX_ID = 200;

    private ListenerPropertiesReader() {}

    /**
     * What they say; never fails.
     *
     * @param properties by name
     * @param bundle symbolic name of the bundle
     * @param listenerClass name of the listener's class, for one that is no component
     */
    static ListenerProperties read(Function<String, @Nullable Object> properties, String bundle, String listenerClass) {
        var fallback = bundle + "/" + Objects.requireNonNullElse(properties.apply(COMPONENT), listenerClass);
        var given = text(properties.apply(ID));
        var id = given.isEmpty() ? fallback : given;
        var ranking = properties.apply(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        var serviceId = properties.apply(Constants.SERVICE_ID) instanceof Long number ? number : 0L;
        try {
            var resume = resume(text(properties.apply(RESUME)));
            var selection = new EventSelection(types(properties.apply(TYPES)), filter(text(properties.apply(FILTER))));
            return new ListenerProperties(requireId(id), selection, resume, ranking, serviceId, null);
        } catch (IllegalArgumentException problem) {
            var shown = id.length() > MAX_ID || hasControl(id) ? fallback : id;
            return new ListenerProperties(shown, EventSelection.ALL, Resume.NOW, ranking, serviceId, String.valueOf(problem.getMessage()));
        }
    }

    private static String requireId(String id) {
        if (id.length() > MAX_ID || hasControl(id)) {
            throw new IllegalArgumentException(ID + " has control characters, or more than " + MAX_ID + " characters");
        }
        return id;
    }

    private static boolean hasControl(String id) {
        return id.chars().anyMatch(Character::isISOControl);
    }

    private static Set<EventType> types(@Nullable Object value) {
        var types = EnumSet.noneOf(EventType.class);
        try {
            texts(value).filter(label -> !label.isBlank()).map(EventType::ofLabel).forEach(types::add);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(TYPES + ": " + unknown.getMessage(), unknown);
        }
        return types;
    }

    private static Stream<String> texts(@Nullable Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(ListenerPropertiesReader::text);
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(ListenerPropertiesReader::text);
        }
        return Arrays.stream(text(value).split(","));
    }

    private static @Nullable Filter filter(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException refused) {
            throw new IllegalArgumentException(FILTER + ": " + refused.getMessage(), refused);
        }
    }

    private static Resume resume(String text) {
        if (text.isEmpty()) {
            return Resume.NOW;
        }
        try {
            return Resume.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    RESUME + ": '" + text + "' is none of " + Arrays.toString(Resume.values()), unknown);
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
