package org.prmonitor.api.channel;

/** What a channel promises about completeness, best first. */
public enum ChannelFidelity {
    /** Every process however short, exact arguments and exit status, every loss counted. */
    EXACT("every process, exact arguments, every loss counted"),
    /** Every process however short, every loss counted; arguments are read after the fact and may be missing. */
    BEST_EFFORT("every process, every loss counted; arguments best effort"),
    /** What lives at the moment of a look; a process between two looks is missed, and nobody can count it. */
    SAMPLED("only processes that live at the moment of a look; misses are not counted");

    private final String description;

    ChannelFidelity(String description) {
        this.description = description;
    }

    /** {@return one line for people} */
    public String description() {
        return description;
    }
}
