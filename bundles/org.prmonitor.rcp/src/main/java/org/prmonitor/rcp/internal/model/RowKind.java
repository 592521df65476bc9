package org.prmonitor.rcp.internal.model;

/** What a row stands for. The type buttons of the view choose among them. */
public enum RowKind {
    /** A process that runs an image. */
    RUNNING,
    /** A process that has ended. */
    ENDED,
    /** A copy of a process that has not run an image of its own, and runs. */
    FORKED,
    /** Events are missing here. */
    LOST
}
