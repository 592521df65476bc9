package org.prmonitor.launcher;

/** The persistent identifiers that this launcher configures. */
final class Pids {

    /** The source, see its Metatype. */
    static final String SOURCE = "org.prmonitor.source";

    /** The console, see its Metatype. */
    static final String CONSOLE = "org.prmonitor.consumer.console";

    private Pids() {}
}
