package org.prmonitor.api.event;

/** The EventAdmin topics of every event: package path / class / ACTION. */
public final class EventTopics {

    /** Every event of every family. */
    public static final String ALL = "org/prmonitor/event/*";

    /** Every {@link ProcessEvent}. */
    public static final String PROCESS_ALL = "org/prmonitor/event/ProcessEvent/*";

    /** A {@link ProcessStarted}. */
    public static final String PROCESS_STARTED = "org/prmonitor/event/ProcessEvent/STARTED";

    /** A {@link ProcessForked}. */
    public static final String PROCESS_FORKED = "org/prmonitor/event/ProcessEvent/FORKED";

    /** A {@link ProcessExited}. */
    public static final String PROCESS_EXITED = "org/prmonitor/event/ProcessEvent/EXITED";

    /** Every {@link ImageEvent}. */
    public static final String IMAGE_ALL = "org/prmonitor/event/ImageEvent/*";

    /** An {@link ImageLoaded}. */
    public static final String IMAGE_LOADED = "org/prmonitor/event/ImageEvent/LOADED";

    /** Every {@link RegistryEvent}. */
    public static final String REGISTRY_ALL = "org/prmonitor/event/RegistryEvent/*";

    /** A {@link RegistryChanged} by {@link RegistryOperation#KEY_CREATED}. */
    public static final String REGISTRY_KEY_CREATED = "org/prmonitor/event/RegistryEvent/KEY_CREATED";

    /** A {@link RegistryChanged} by {@link RegistryOperation#KEY_DELETED}. */
    public static final String REGISTRY_KEY_DELETED = "org/prmonitor/event/RegistryEvent/KEY_DELETED";

    /** A {@link RegistryChanged} by {@link RegistryOperation#KEY_RENAMED}. */
    public static final String REGISTRY_KEY_RENAMED = "org/prmonitor/event/RegistryEvent/KEY_RENAMED";

    /** A {@link RegistryChanged} by {@link RegistryOperation#VALUE_SET}. */
    public static final String REGISTRY_VALUE_SET = "org/prmonitor/event/RegistryEvent/VALUE_SET";

    /** A {@link RegistryChanged} by {@link RegistryOperation#VALUE_DELETED}. */
    public static final String REGISTRY_VALUE_DELETED = "org/prmonitor/event/RegistryEvent/VALUE_DELETED";

    /** An {@link EventsLost}. */
    public static final String EVENTS_LOST = "org/prmonitor/event/LossEvent/LOST";

    private EventTopics() {}
}
