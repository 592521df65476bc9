package org.prmonitor.api.text;

import java.util.Locale;
import java.util.Map;
import org.prmonitor.api.event.EventKeys;

/** What {@link org.prmonitor.api.event.RegistryChanged} says, in words. */
public final class RegistryText {

    /** The name of the value that has none, as the registry's editor shows it. */
    private static final String DEFAULT_VALUE = "(Default)";

    private RegistryText() {}

    /**
     * {@return text such as {@code value set: \REGISTRY\MACHINE\SOFTWARE\Example, Agent = REG_DWORD 1}} What came of it
     * stands before everything that a process chose itself, which therefore cannot pretend another outcome. Not escaped.
     *
     * @param properties the event's
     */
    public static String of(Map<String, Object> properties) {
        var text = new StringBuilder(known(properties, EventKeys.REGISTRY_OPERATION).toLowerCase(Locale.ROOT).replace('_', ' '));
        if (failed(properties) && properties.get(EventKeys.REGISTRY_STATUS) instanceof Number status) {
            text.append(" failed with ").append(NtStatusText.of(status.intValue()));
        }
        text.append(": ").append(known(properties, EventKeys.REGISTRY_KEY));
        if (properties.get(EventKeys.REGISTRY_NEW_KEY) instanceof String newKey) {
            text.append(" to ").append(newKey);
        }
        if (properties.get(EventKeys.REGISTRY_VALUE) instanceof String value) {
            text.append(", ").append(value.isEmpty() ? DEFAULT_VALUE : value);
        }
        if (properties.get(EventKeys.REGISTRY_TYPE) instanceof String type) {
            text.append(" = ").append(type);
        }
        var data = properties.get(EventKeys.REGISTRY_DATA);
        if (data != null) {
            text.append(' ').append(data);
        }
        return properties.containsKey(EventKeys.TRUNCATED) ? text.append('…').toString() : text.toString();
    }

    /**
     * {@return whether the operation did not come about}
     *
     * @param properties the event's
     */
    public static boolean failed(Map<String, Object> properties) {
        return properties.get(EventKeys.REGISTRY_STATUS) instanceof Number status && status.intValue() < 0;
    }

    private static String known(Map<String, Object> properties, String key) {
        var value = properties.get(key);
        return value == null ? "?" : value.toString();
    }
}
