package org.prmonitor.api;

/** What the source is doing. */
public enum SourceState {
    /** No channel is open yet: one is being chosen, or none is there. */
    STARTING,
    /** A channel is open; whatever the kernel sees from now on is delivered or counted. */
    RUNNING,
    /** The channel died, or none would open; the source tries again with growing pauses. */
    RECOVERING,
    /** The source was stopped. */
    STOPPED
}
