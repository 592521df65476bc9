package org.prmonitor.launcher;

/** The persistent identifiers that this launcher configures. */
final class Pids {

    /** The source, see its Metatype. */
    static final String SOURCE = "org.prmonitor.source";

    /** The console, see its Metatype. */
    static final String CONSOLE = "org.prmonitor.consumer.console";

    /** The recorder, see its Metatype; it runs where the command line configures it. */
    static final String RECORDER = "org.prmonitor.consumer.recorder";

    private Pids() {}
}
