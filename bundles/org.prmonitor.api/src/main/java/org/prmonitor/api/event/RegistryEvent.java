package org.prmonitor.api.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Something happened to the registry (Windows). */
@ProviderType
public sealed interface RegistryEvent extends MonitorEvent permits RegistryChanged {

    /** {@return the process that did it} */
    ProcessSubject subject();

    /** {@return the path of the key that it happened to, as the kernel names it; null where that could not be found out} */
    @Nullable String key();

    /** {@return which process did it: unique for the machine's life} */
    default ProcessKey processKey() {
        return subject().key();
    }

    /** {@return the process id} It may come back for another process; {@link #processKey()} does not. */
    default long processId() {
        return subject().key().processId();
    }
}
