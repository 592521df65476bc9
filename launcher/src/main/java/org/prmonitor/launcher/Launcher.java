package org.prmonitor.launcher;

/** Does what the command line asks for. */
@FunctionalInterface
interface Launcher {

    /**
     * Runs to the end.
     *
     * @return the exit code
     * @throws Exception whose message tells the user what failed
     */
    int launch(LaunchPlan plan) throws Exception;
}
