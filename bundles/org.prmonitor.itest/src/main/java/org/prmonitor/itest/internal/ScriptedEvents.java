package org.prmonitor.itest.internal;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedEvent;

/** Events as a kernel would raise them. */
final class ScriptedEvents {

    private ScriptedEvents() {}

    static ScriptedEvent started(long processId, String imagePath, String... arguments) {
        return ScriptedEvent.of(EventType.STARTED, header -> new ProcessStarted(
                header, subject(processId), 1L, null, null, imagePath, CommandLine.ofArguments(arguments), false));
    }

    static ScriptedEvent forked(long processId, long parentId) {
        return ScriptedEvent.of(EventType.FORKED, header -> new ProcessForked(
                header, subject(processId), parentId, subject(parentId).key(), null));
    }

    static ScriptedEvent exited(long processId, @Nullable Integer code, @Nullable Integer signal) {
        return ScriptedEvent.of(EventType.EXITED, header -> new ProcessExited(
                header, subject(processId), code, signal, null, null, null));
    }

    private static ProcessSubject subject(long processId) {
        return ProcessSubject.of(new ProcessKey(0xb007, processId, 1));
    }
}
