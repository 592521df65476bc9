package org.prmonitor.nativeaccess.internal.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.ProcessKey;

class ProcessHandleTableTest {

    private static ProcessKey keyOf(ProcessHandle process) {
        return new ProcessKey(0, process.pid(), process.info().startInstant().orElseThrow().toEpochMilli());
    }

    /** On Windows the driver's events have this key; the decoder's tests pin that it counts the same milliseconds. */
    @Test
    void aKeyIsThePidAndTheMillisecondOfTheStart() {
        var own = ProcessHandle.current();
        var sighting = new ProcessHandleTable().look().stream()
                .filter(candidate -> candidate.key().processId() == own.pid())
                .findFirst()
                .orElseThrow();
        assertEquals(keyOf(own), sighting.key());
        var row = sighting.read();
        assertEquals(keyOf(own), row.subject().key());
        assertEquals(keyOf(own.parent().orElseThrow()), row.parentKey());
        assertEquals(own.parent().orElseThrow().pid(), row.parentId());
    }
}
