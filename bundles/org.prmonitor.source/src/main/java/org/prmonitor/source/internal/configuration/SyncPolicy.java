package org.prmonitor.source.internal.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * When the journal on disk asks the system to write its caches to the device. Whatever this says, what was written survives
 * the end of this process, {@code kill -9} included: the system has it then.
 */
public enum SyncPolicy {
    /** The system decides: some 30 s on Linux. A power loss or a system crash may take what was written since. */
    NEVER,
    /** Every second. A power loss may take one second. */
    INTERVAL,
    /** After every batch, before a listener is given it: a power loss takes nothing that a listener has seen. */
    BATCH;

    /**
     * The policy with that label, in any case and with white space around it.
     *
     * @throws IllegalArgumentException that lists the labels there are
     */
    public static SyncPolicy ofLabel(String label) {
        for (var policy : values()) {
            if (policy.toString().equalsIgnoreCase(label.strip())) {
                return policy;
            }
        }
        throw new IllegalArgumentException(
                "one of " + Arrays.stream(values()).map(SyncPolicy::toString).collect(Collectors.joining(", ")));
    }

    /** The name in configuration: lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
