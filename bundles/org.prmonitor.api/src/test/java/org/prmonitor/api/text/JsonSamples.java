package org.prmonitor.api.text;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/** Events with every property that a channel fills. */
final class JsonSamples {

    private static final Instant TIME = Instant.parse("2026-01-01T12:00:00.000000007Z");

    private static final ProcessKey KEY = new ProcessKey(0x9f86d081884c7d65L, 4711, 123456);
    private static final ProcessKey PARENT = new ProcessKey(0x9f86d081884c7d65L, 1, 2);
    private static final ProcessSubject SUBJECT = new ProcessSubject(KEY, 4712L, 1000L, 100L, null, 7L);

    private static final ProcessSubject WINDOWS =
            new ProcessSubject(new ProcessKey(0, 4711, 1767268799000L), 4712L, null, null, "S-1-5-18", 1L);

    private JsonSamples() {}

    static ProcessStarted started(CommandLine commandLine) {
        return new ProcessStarted(header(17), SUBJECT, 1L, PARENT, null, "/bin/ls", commandLine, false);
    }

    static ProcessExited exited(@Nullable Integer code, @Nullable Integer signal) {
        return new ProcessExited(
                header(19), SUBJECT, code, signal, Duration.ofMillis(12), "/bin/ls", CommandLine.ofArguments("ls", "-l"));
    }

    static ImageLoaded library() {
        return new ImageLoaded(header(20), WINDOWS, "\\Windows\\ntdll.dll", 0x7ffb_1234_0000L, 0x1f_8000, true);
    }

    static ImageLoaded driver() {
        return new ImageLoaded(header(20), null, "\\x.sys", 0xffff_f803_1234_0000L, 0x8000, null);
    }

    static RegistryChanged valueSet(String value, RegistryData data, int status) {
        return new RegistryChanged(
                header(21), WINDOWS, RegistryOperation.VALUE_SET, "\\REGISTRY\\MACHINE\\Run", false, null, value, data, status);
    }

    static EventsLost lost(@Nullable Long count) {
        var to = count == null ? 20 : 19 + count;
        return new EventsLost(header(to), count, 20, to, LossPlace.KERNEL);
    }

    private static EventHeader header(long sequence) {
        return new EventHeader(sequence, TIME, "linux-ebpf");
    }
}
