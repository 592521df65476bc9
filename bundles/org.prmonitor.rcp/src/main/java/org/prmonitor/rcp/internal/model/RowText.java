package org.prmonitor.rcp.internal.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.text.ExitStatusText;
import org.prmonitor.api.text.PrintableText;

/** What a row says, in words. Everything that a process chose itself is escaped. */
final class RowText {

    /** The name of a row that is no process. */
    static final String LOST = "LOST";

    private RowText() {}

    static String image(@Nullable String path) {
        return path == null ? "" : PrintableText.escape(path);
    }

    /** The last part of a path, of either system. */
    static String name(@Nullable String path) {
        return path == null ? "" : PrintableText.escape(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
    }

    static String command(String image, @Nullable CommandLine commandLine) {
        var command = commandLine == null ? "" : PrintableText.escape(commandLine.toString());
        if (command.isEmpty()) {
            // As ps(1) shows what has no arguments; a kernel thread has no image either.
            command = "[" + (image.isEmpty() ? "no command line" : image) + "]";
        }
        return commandLine != null && commandLine.isTruncated() ? command + "…" : command;
    }

    static String exit(@Nullable ProcessExited exit) {
        return exit == null ? ExitStatusText.of(null, null) : ExitStatusText.of(exit.exitCode(), exit.exitSignal());
    }

    static String loss(EventsLost loss) {
        var count = loss.count() == null ? "an unknown number of" : String.format(Locale.ROOT, "%,d", loss.count());
        return count + " events are missing here, lost at hop '" + loss.place().label() + "', sequence " + loss.from() + " to " + loss.to();
    }
}
