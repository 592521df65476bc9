package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.ui.UiWorkload;

class UiCommandTest {

    /** Neither can see the other: the launcher starts both. */
    @Test
    void whatIsMeasuredRunsAsWhatIsUsed() {
        assertEquals(UiCommand.JVM_OPTIONS, new UiWorkload(1, 1).jvmOptions());
    }
}
