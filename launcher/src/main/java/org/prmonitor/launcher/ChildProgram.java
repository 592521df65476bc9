package org.prmonitor.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;

/** A command that has a folder of the distribution and a JVM of its own, so that a stream does not pay for it. */
final class ChildProgram {

    /** It has heard the same Ctrl-C as we, or is told; the shutdown hook has no more patience with us. */
    private static final long STOP_SECONDS = 4;

    private final Path home;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    /**
     * A JVM with these options.
     *
     * @param home the distribution
     */
    ChildProgram(Path home, List<String> options) {
        this.home = home;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
    }

    /** What it runs: a main class on a class path of files of the distribution, whose names are separated by {@code /}. */
    ChildProgram main(String mainClass, List<String> classPath, List<String> arguments) {
        command.add("-cp");
        command.add(classPath.stream()
                .map(name -> home + File.separator + name.replace("/", File.separator))
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        return this;
    }

    /** With a variable of the environment beside ours. */
    ChildProgram env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Runs it to its end, on our terminal.
     *
     * @return its exit code, also when we are stopped while it runs
     */
    int run() throws IOException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            // Ctrl-C, or a signal to us alone: it says what it has to say.
            return stop(process);
        } finally {
            process.destroy();
        }
    }

    private static int stop(Process process) {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.SOFTWARE;
    }
}
