package org.prmonitor.itest.internal;

import java.util.concurrent.atomic.AtomicLong;
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

    /**
     * Process ids are counted from a thousand that no test had before: the source knows, for a while after it has changed
     * channels, that a process ends but once.
     */
    static final long GENERATION = 1_000;

    private static final AtomicLong GENERATIONS = new AtomicLong(1);

    private ScriptedEvents() {}

    /** The first process id of a new generation. */
    static long newGeneration() {
        return GENERATIONS.incrementAndGet() * GENERATION;
    }

    /** What the process ids of a feed are counted from: far from every generation, and from every other feed. */
    static long newFeed() {
        return GENERATIONS.incrementAndGet() << 32;
    }

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
