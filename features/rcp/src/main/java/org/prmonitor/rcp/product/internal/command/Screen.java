package org.prmonitor.rcp.product.internal.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a window can be opened. */
final class Screen {

    private static final String WHAT_TO_DO = "Start it from a desktop, through 'ssh -X', or with 'xvfb-run -a'. Without a display,"
            + " 'prmonitor' prints the same events";

    private Screen() {}

    /**
     * Refuses what cannot work, before anything is started.
     *
     * @throws UiException that says what is missing and what to do
     */
    static void require() throws UiException {
        var missing = missing(System.getProperty("os.name"), System.getenv());
        if (missing.isPresent()) {
            throw new UiException(missing.get());
        }
    }

    static Optional<String> missing(String system, Map<String, String> environment) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows") || name.startsWith("mac")
                || !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("no display: neither DISPLAY nor WAYLAND_DISPLAY is set. " + WHAT_TO_DO);
    }

    /** What a user can mend of a failure of the tool kit; empty where it is something else. */
    static Optional<String> explain(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var text = String.valueOf(cause.getMessage());
            if (text.contains("gtk_init_check")) {
                return Optional.of("the display '" + System.getenv("DISPLAY") + "' cannot be opened: it does not run, or does not let this user in"
                        + " (xhost, XAUTHORITY). " + WHAT_TO_DO);
            }
            if (cause instanceof UnsatisfiedLinkError) {
                return Optional.of("the window system's libraries cannot be loaded: " + text.lines().findFirst().orElse("") + " On Debian the"
                        + " package is libgtk-3-0");
            }
        }
        return Optional.empty();
    }
}
