package org.prmonitor.consumer.console.internal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/** Events with every property that a Linux channel fills. */
final class SampleEvents {

    static final Instant TIME = Instant.parse("2026-01-01T12:00:00.000000007Z");

    private static final ProcessKey KEY = new ProcessKey(0x9f86d081884c7d65L, 4711, 123456);
    private static final ProcessKey PARENT = new ProcessKey(0x9f86d081884c7d65L, 1, 2);
    private static final ProcessSubject SUBJECT = new ProcessSubject(KEY, 4712L, 1000L, 100L, null, 7L);

    private SampleEvents() {}

    static ProcessStarted started(CommandLine commandLine) {
        return new ProcessStarted(header(17), SUBJECT, 1L, PARENT, null, "/bin/ls", commandLine, false);
    }

    static ProcessStarted alreadyRunning() {
        return new ProcessStarted(header(17), SUBJECT, 1L, PARENT, null, "kthreadd", null, true);
    }

    static ProcessForked forked() {
        return new ProcessForked(header(18), SUBJECT, 1L, PARENT, null);
    }

    static ProcessExited exited(@Nullable Integer code, @Nullable Integer signal) {
        return new ProcessExited(
                header(19), SUBJECT, code, signal, Duration.ofMillis(12), "/bin/ls", CommandLine.ofArguments("ls", "-l"));
    }

    static EventsLost lost(@Nullable Long count) {
        var to = count == null ? 20 : 19 + count;
        return new EventsLost(header(to), count, 20, to, LossPlace.KERNEL);
    }

    private static EventHeader header(long sequence) {
        return new EventHeader(sequence, TIME, "linux-ebpf");
    }
}
