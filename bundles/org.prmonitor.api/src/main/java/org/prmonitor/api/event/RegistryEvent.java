package org.prmonitor.api.event;

import org.jspecify.annotations.Nullable;

/** Something happened to the registry (Windows). */
public sealed interface RegistryEvent extends MonitorEvent permits RegistryChanged {

    /** The process that did it. */
    ProcessSubject subject();

    /** The path of the key that it happened to, as the kernel names it; null where that could not be found out. */
    @Nullable String key();

    /** Which process did it: unique for the machine's life. */
    default ProcessKey processKey() {
        return subject().key();
    }

    /** The process id. It may come back for another process; {@link #processKey()} does not. */
    default long processId() {
        return subject().key().processId();
    }
}
