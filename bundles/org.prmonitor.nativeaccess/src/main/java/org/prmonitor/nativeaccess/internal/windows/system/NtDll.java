package org.prmonitor.nativeaccess.internal.windows.system;

import org.jspecify.annotations.Nullable;

/** The function of {@code ntdll} that is used. Any thread. */
@FunctionalInterface
public interface NtDll {

    /** How drivers are checked; null where the system does not say. */
    @Nullable CodeIntegrity codeIntegrity();
}
