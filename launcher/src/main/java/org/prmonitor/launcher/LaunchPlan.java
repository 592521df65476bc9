package org.prmonitor.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start, and how it is configured.
 *
 * @param mode what to do
 * @param configurations by persistent identifier: the values that the command line gives, and no others
 * @param watched folders for FileInstall
 * @param verbose more in the log
 */
record LaunchPlan(Mode mode, Map<String, Map<String, Object>> configurations, List<Path> watched, boolean verbose) {

    /** What to do once the framework runs. */
    enum Mode {
        /** Stream events. */
        STREAM("run"),
        /** A shell on the terminal. */
        SHELL("run"),
        /** Try every channel, and say what was found. */
        DOCTOR("doctor"),
        /** Install the driver (Windows). */
        DRIVER_INSTALL("driver-install"),
        /** Remove the driver (Windows). */
        DRIVER_UNINSTALL("driver-uninstall"),
        /** Show what there is of the driver (Windows). */
        DRIVER_STATUS("driver-status");

        private final String command;

        Mode(String command) {
            this.command = command;
        }

        /** The command that a bundle has to offer for it: {@link MainThreadCommand}. */
        String command() {
            return command;
        }
    }

    /** Copies the collections. */
    LaunchPlan {
        configurations = Map.copyOf(configurations);
        watched = List.copyOf(watched);
    }

    /** There is a way for bundles that are not the distribution's to come. */
    boolean takesMoreBundles() {
        return mode == Mode.SHELL || !watched.isEmpty();
    }
}
