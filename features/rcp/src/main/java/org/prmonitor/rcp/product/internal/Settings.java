package org.prmonitor.rcp.product.internal;

/** What the command line gives, as properties of the framework: constants only, since the two ends are loaded twice. */
public final class Settings {

    /** The channel; absent for the source's default. */
    public static final String CHANNEL = "prmonitor.ui.channel";

    /** Labels of event types, separated by commas; absent for the source's default. */
    public static final String TYPES = "prmonitor.ui.types";

    /** What the filter box begins with; absent for nothing. */
    public static final String FILTER = "prmonitor.ui.filter";

    private Settings() {}
}
