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

    /** An {@link EventsLost}. */
    public static final String EVENTS_LOST = "org/prmonitor/event/LossEvent/LOST";

    private EventTopics() {}
}
