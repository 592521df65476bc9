package org.prmonitor.consumer.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard output is connected to. */
final class Terminal {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /** Whether coloured text is welcome: on a terminal that can, where the user did not decline (https://no-color.org). */
    static boolean takesColor() {
        var declined = System.getenv("NO_COLOR");
        return (declined == null || declined.isEmpty()) && !"dumb".equals(System.getenv("TERM")) && isTerminal();
    }

    private static boolean isTerminal() {
        var target = standardOutput();
        if (target.isEmpty()) {
            // Java before 22 has a console only where both input and output are a terminal.
            return System.console() != null && Runtime.version().feature() < 22;
        }
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** Whether a write fails because the reader went away, as {@code head} does, which is no failure of ours (EPIPE). */
    static boolean isReaderGone(IOException failure) {
        var target = standardOutput();
        if (target.isEmpty()) {
            return String.valueOf(failure.getMessage()).contains("ipe");
        }
        return target.startsWith("pipe:") || target.startsWith("socket:");
    }

    /** Where the kernel says that it goes (proc(5)), empty where it does not say. */
    private static String standardOutput() {
        try {
            return Files.readSymbolicLink(STANDARD_OUTPUT).toString();
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "";
        }
    }
}
