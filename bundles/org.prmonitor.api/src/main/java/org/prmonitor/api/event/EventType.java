package org.prmonitor.api.event;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a channel can be asked to report. {@link EventsLost} is no choice: it is always reported. Constants may be added
 * as families come; a {@code switch} over this type needs a default.
 */
public enum EventType {
    /** A process got a new image: {@link ProcessStarted}. */
    STARTED(ProcessStarted.class),
    /** A process was copied: {@link ProcessForked} (Linux). */
    FORKED(ProcessForked.class),
    /** A process ended: {@link ProcessExited}. */
    EXITED(ProcessExited.class),
    /** An image was mapped: {@link ImageLoaded} (Windows). */
    IMAGES(ImageEvent.class),
    /** The registry was changed: {@link RegistryChanged} (Windows). */
    REGISTRY(RegistryEvent.class);

    private final Class<? extends MonitorEvent> eventClass;

    EventType(Class<? extends MonitorEvent> eventClass) {
        this.eventClass = eventClass;
    }

    /**
     * {@return whether an event is of this type}
     *
     * @param event of any family
     */
    public boolean includes(MonitorEvent event) {
        return eventClass.isInstance(event);
    }

    /** {@return the name in configuration and on the command line: lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the type with that label, in any case and with white space around it}
     *
     * @param label such as {@code started}
     * @throws IllegalArgumentException that lists the labels there are
     */
    public static EventType ofLabel(String label) {
        for (var type : values()) {
            if (type.label().equalsIgnoreCase(label.strip())) {
                return type;
            }
        }
        throw new IllegalArgumentException("'" + label.strip() + "' is no event type; there are " + labels(EnumSet.allOf(EventType.class)));
    }

    /**
     * {@return the labels of some types, in declaration order, separated by commas}
     *
     * @param types in any order
     */
    public static String labels(Set<EventType> types) {
        return Arrays.stream(values()).filter(types::contains).map(EventType::label).collect(Collectors.joining(","));
    }
}
