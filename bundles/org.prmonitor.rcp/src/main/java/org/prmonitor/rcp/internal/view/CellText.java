package org.prmonitor.rcp.internal.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.FrameRow;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.RowKind;
import org.prmonitor.rcp.internal.model.ViewFrame;

/** What stands in a cell. Everything that a process chose itself is printable already. */
final class CellText {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter BEFORE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private static final long MINUTE = 60;

    private CellText() {}

    static String of(ViewFrame frame, FrameRow line, Column column) {
        var row = line.process();
        return switch (column) {
            case PROCESS -> name(row);
            case PID -> text(row.processId());
            case PARENT -> text(row.parentId());
            case STARTED -> row.start() == null ? "" : time(row.start(), frame.time());
            case LIFETIME -> lifetime(frame.lifetime(line), row.isRunning());
            case USER -> row.user();
            case COMMAND -> row.commandLine();
            case EXIT -> row.exit();
        };
    }

    /** The name that the first column shows: of a process without an image what stands for its command. */
    static String name(ProcessRow row) {
        if (row.kind() == RowKind.LOST) {
            return "Events lost";
        }
        return row.name().isEmpty() ? row.commandLine() : row.name();
    }

    /** Whether it ended by a signal, or with another code than 0. */
    static boolean hasFailed(ProcessRow row) {
        var events = row.events();
        return !events.isEmpty()
                && events.get(events.size() - 1) instanceof ProcessExited exited
                && (exited.exitSignal() != null || exited.exitCode() != null && exited.exitCode() != 0);
    }

    /** With the date where it was another day. In the zone of who looks. */
    static String time(Instant time, Instant now) {
        var zone = ZoneId.systemDefault();
        var local = time.atZone(zone);
        return (local.toLocalDate().equals(now.atZone(zone).toLocalDate()) ? TODAY : BEFORE).format(local);
    }

    /** What runs is told in whole seconds: tenths would be those of the last frame. */
    private static String lifetime(@Nullable Duration lifetime, boolean isRunning) {
        if (lifetime == null) {
            return "";
        }
        var seconds = lifetime.toSeconds();
        return isRunning && seconds < MINUTE ? (seconds == 0 ? "< 1 s" : seconds + " s") : LifetimeText.of(lifetime.toNanos());
    }

    private static String text(@Nullable Long number) {
        return number == null ? "" : number.toString();
    }
}
