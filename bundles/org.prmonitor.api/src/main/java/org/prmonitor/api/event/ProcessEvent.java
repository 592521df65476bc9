package org.prmonitor.api.event;

/** Something happened to a process. */
public sealed interface ProcessEvent extends MonitorEvent permits ProcessStarted, ProcessForked, ProcessExited {

    /** The process that it happened to. */
    ProcessSubject subject();

    /** Which process: unique for the machine's life. */
    default ProcessKey processKey() {
        return subject().key();
    }

    /** The process id. It may come back for another process; {@link #processKey()} does not. */
    default long processId() {
        return subject().key().processId();
    }
}
