package org.prmonitor.source.internal.log;

/** Where the source says what happened to it: one line an incident. From any thread. */
public interface IncidentLog {

    /** Something the user may want to know. */
    void info(String line);

    /** Something that the user has brought about, and that is said whatever the log's level is. */
    default void audit(String line) {
        info(line);
    }

    /** Something the user may want to mend. */
    void warn(String line);
}
