package org.prmonitor.consumer.recorder.internal.file;

/** Where a recorder says what happened to it, one line an incident. From any thread. */
public interface RecordingLog {

    /** Something the user may want to know. */
    void info(String line);

    /** Something the user may want to mend. */
    void warn(String line);
}
