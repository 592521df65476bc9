package org.prmonitor.shell.internal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/** Events and processes for tests. */
final class Events {

    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private Events() {}

    static ProcessStarted started(long sequence, long processId, String... arguments) {
        return new ProcessStarted(
                header(sequence), subject(processId), 1L, key(1), null, arguments[0], CommandLine.ofArguments(arguments), false);
    }

    static ProcessExited exited(long sequence, long processId, @Nullable Integer code, @Nullable Integer signal) {
        return new ProcessExited(
                header(sequence), subject(processId), code, signal, Duration.ofMillis(1234), "/bin/x", CommandLine.ofArguments("x"));
    }

    static EventsLost lost(long from, long to) {
        return new EventsLost(header(to), to - from + 1, from, to, LossPlace.KERNEL);
    }

    static RunningProcess process(long processId, @Nullable Long parentId, String... arguments) {
        return new RunningProcess(
                new ProcessSubject(key(processId), null, 1000 + processId % 2, null, null, null),
                parentId,
                parentId == null ? null : key(parentId),
                arguments.length == 0 ? "kthread" : arguments[0],
                arguments.length == 0 ? null : CommandLine.ofArguments(arguments),
                TIME,
                TIME);
    }

    static EventHeader header(long sequence) {
        return new EventHeader(sequence, TIME, "fake");
    }

    static ProcessSubject subject(long processId) {
        return ProcessSubject.of(key(processId));
    }

    static ProcessKey key(long processId) {
        return new ProcessKey(0xb007, processId, 7);
    }
}
