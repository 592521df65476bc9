package org.prmonitor.maven;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that has Maven's terminal to itself for as long as it runs. */
final class ForegroundProgram {

    /** It has heard the same Ctrl-C as we; the launcher itself gives up after 5 s. */
    private static final long STOP_SECONDS = 10;

    private final ProcessBuilder builder;

    ForegroundProgram(List<String> command) {
        builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    }

    /**
     * Runs it to its end. After Ctrl-C or a termination signal Maven ends when the program has ended, with the program's exit code:
     * the prompt comes back below its last line.
     *
     * @return its exit code
     */
    int run() throws IOException {
        var process = builder.start();
        var hook = new Thread(() -> stop(process), "prmonitor-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var code = process.waitFor();
            if (isShuttingDown(hook)) {
                // The hook ends Maven; until then nobody is to report a failure.
                hook.join();
            }
            return code;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the launcher ran", stopped);
        } finally {
            process.destroy();
        }
    }

    /** Takes the hook back, where nothing has called it yet. */
    private static boolean isShuttingDown(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException inProgress) {
            return true;
        }
    }

    /** On Ctrl-C the program has its own signal from the terminal; where Maven alone was signalled, this one is its first. */
    private static void stop(Process process) {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(process.exitValue());
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        System.err.println("The launcher did not come to an end within " + STOP_SECONDS + " s");
    }
}
