package org.prmonitor.consumer.recorder.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/** Events as channels make them. */
public final class SampleEvents {

    public static final Instant TIME = Instant.parse("2026-01-01T12:00:00.000000007Z");

    public static final ProcessKey KEY = new ProcessKey(0x9f86d081884c7d65L, 4711, 123456);
    public static final ProcessKey PARENT = new ProcessKey(0x9f86d081884c7d65L, 1, 2);
    public static final ProcessSubject LINUX = new ProcessSubject(KEY, 4711L, 1000L, 100L, null, 7L);
    public static final ProcessKey WINDOWS_KEY = new ProcessKey(0, 4711, 1767268799000L);
    public static final ProcessSubject WINDOWS = new ProcessSubject(WINDOWS_KEY, 4712L, null, null, "S-1-5-18", 1L);
    public static final Duration LIFETIME = Duration.ofMillis(12);

    private SampleEvents() {}

    public static EventHeader header(long sequence) {
        return new EventHeader(sequence, TIME, "linux-ebpf");
    }

    public static ProcessStarted started(long sequence, @Nullable String path, @Nullable CommandLine commandLine) {
        return new ProcessStarted(header(sequence), LINUX, 1L, PARENT, null, path, commandLine, false);
    }

    /** Starts with these numbers, the last included. */
    public static List<MonitorEvent> starts(long first, long last) {
        var events = new ArrayList<MonitorEvent>();
        for (var sequence = first; sequence <= last; sequence++) {
            events.add(started(sequence, "/bin/ls", CommandLine.ofArguments("ls", "-l", Long.toString(sequence))));
        }
        return events;
    }
}
