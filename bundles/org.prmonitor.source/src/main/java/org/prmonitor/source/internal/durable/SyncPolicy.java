package org.prmonitor.source.internal.durable;

import java.util.Arrays;
import java.util.Locale;

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

    /** The name in configuration: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The policy with that label, in any case and with white space around it.
     *
     * @throws IllegalArgumentException that lists the labels there are
     */
    public static SyncPolicy ofLabel(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equalsIgnoreCase(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        String.join(", ", Arrays.stream(values()).map(SyncPolicy::label).toList())));
    }
}
