package org.prmonitor.rcp.internal.model;

/** What a row's colour says for some seconds. */
public enum Freshness {
    /** It came a moment ago. */
    NEW,
    /** It ended a moment ago. */
    GONE,
    /** Neither. */
    NONE
}
