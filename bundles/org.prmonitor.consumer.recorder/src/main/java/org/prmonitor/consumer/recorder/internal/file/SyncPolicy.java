package org.prmonitor.consumer.recorder.internal.file;

/** When lines are forced to the disk. What the process wrote outlives the process in any case; this is about the machine. */
public enum SyncPolicy {
    /** When the system sees fit. */
    NEVER,
    /** At intervals: a machine that fails loses so much at most. */
    INTERVAL,
    /** Before a batch counts as taken. */
    BATCH
}
