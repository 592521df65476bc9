package org.prmonitor.api.event;

import java.util.Locale;

/** The hop at which events were lost. */
public enum LossPlace {
    /** Before the source: the kernel's ring was full, or the channel was gone. Everybody misses these. */
    KERNEL,
    /** In the journal: this reader fell off its tail. Nobody else is touched. */
    JOURNAL,
    /** At one listener. */
    LISTENER;

    /** {@return the value of {@link EventKeys#LOST_WHERE}: lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
