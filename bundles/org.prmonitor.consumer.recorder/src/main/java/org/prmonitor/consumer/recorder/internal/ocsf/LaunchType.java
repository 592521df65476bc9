package org.prmonitor.consumer.recorder.internal.ocsf;

import org.prmonitor.api.event.ProcessStarted;

/** {@code launch_type_id}. */
enum LaunchType {
    SPAWN(1, "Spawn"),
    FORK(2, "Fork"),
    EXEC(3, "Exec");

    /** It looks at what is there now and then, and sees both steps as one. */
    private static final String POLLING = "process-polling";

    private final int id;
    private final String caption;

    LaunchType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** On Windows, whose keys have no boot, a start makes a process; elsewhere it is a new image for one that is there. */
    static LaunchType of(ProcessStarted event) {
        return event.processKey().boot() == 0 || event.channel().equals(POLLING) ? SPAWN : EXEC;
    }

    int id() {
        return id;
    }

    String caption() {
        return caption;
    }
}
