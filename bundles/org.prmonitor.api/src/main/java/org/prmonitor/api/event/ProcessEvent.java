package org.prmonitor.api.event;

import org.osgi.annotation.versioning.ProviderType;

/** Something happened to a process. */
@ProviderType
public sealed interface ProcessEvent extends MonitorEvent permits ProcessStarted, ProcessForked, ProcessExited {

    /** {@return the process that it happened to} */
    ProcessSubject subject();

    /** {@return which process: unique for the machine's life} */
    default ProcessKey processKey() {
        return subject().key();
    }

    /** {@return the process id} It may come back for another process; {@link #processKey()} does not. */
    default long processId() {
        return subject().key().processId();
    }
}
