package org.prmonitor.api;

/** What a listener is doing. Constants may be added; a {@code switch} over this type needs a default. */
public enum ListenerState {
    /** It is given events as they come. */
    RUNNING,
    /** It has not come back from a call for so long that it looks stuck. It is still waited for. */
    BLOCKED,
    /** Its service is gone; its place in the journal is kept. */
    DETACHED,
    /** Another service with the same id is served. */
    STANDBY,
    /** Its properties make no sense; it is given nothing. */
    REFUSED
}
