package org.prmonitor.shell.internal;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageEvent;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryEvent;
import org.prmonitor.api.text.ExitStatusText;
import org.prmonitor.api.text.ImageText;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.api.text.PrintableText;
import org.prmonitor.api.text.RegistryText;

/** An event as one line for a person: time, what, process, and what there is to say. Escaped. */
final class EventLine {

    private final DateTimeFormatter time;

    /**
     * @param zone the zone of the times
     */
    EventLine(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    /** The line, without its end. */
    String format(MonitorEvent event) {
        return String.format(
                Locale.ROOT,
                "%s  %-7s  %7s  %s",
                time.format(event.time()),
                kind(event),
                Objects.requireNonNullElse(event.properties().get(EventKeys.PROCESS_ID), "-"),
                PrintableText.escape(detail(event)));
    }

    /** One word that keeps the columns; of a family that came after this bundle, the last part of the topic in lower case. */
    private static String kind(MonitorEvent event) {
        return event instanceof RegistryEvent ? "changed" : event.topic().substring(event.topic().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String detail(MonitorEvent event) {
        if (event instanceof ProcessStarted started) {
            return what(started.imagePath(), started.commandLine()) + parent(started.parentId()) + (started.snapshot() ? " (ran before)" : "");
        } else if (event instanceof ProcessForked forked) {
            return "copy" + parent(forked.parentId());
        } else if (event instanceof ProcessExited exited) {
            return ExitStatusText.of(exited.exitCode(), exited.exitSignal()) + lifetime(exited.lifetime()) + ": " + what(exited.imagePath(), exited.commandLine());
        } else if (event instanceof ImageEvent) {
            return ImageText.of(event.properties());
        } else if (event instanceof RegistryEvent) {
            return RegistryText.of(event.properties());
        } else if (event instanceof EventsLost lost) {
            return Objects.requireNonNullElse(lost.count(), "uncounted") + " events lost in the " + lost.place().label()
                    + ", sequence " + lost.from() + " to " + lost.to();
        }
        // A family that came after this bundle: its properties are all that is known of it.
        return event.properties().toString();
    }

    private static String what(@Nullable String imagePath, @Nullable CommandLine commandLine) {
        if (commandLine != null) {
            return commandLine + (commandLine.isTruncated() ? " ..." : "");
        }
        return imagePath == null ? "?" : "[" + imagePath + "]";
    }

    private static String parent(@Nullable Long parentId) {
        return parentId == null ? "" : " (from " + parentId + ")";
    }

    private static String lifetime(@Nullable Duration lifetime) {
        return lifetime == null ? "" : " after " + LifetimeText.of(lifetime.toNanos());
    }
}
