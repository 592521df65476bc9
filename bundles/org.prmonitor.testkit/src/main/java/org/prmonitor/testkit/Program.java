package org.prmonitor.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program that a test starts in a process of its own: a container, a tool. Immutable: every method makes another one.
 *
 * <pre>{@code
 * try (var program = Program.java(InstalledJdks.newest(), "-jar", "app.jar").in(folder).start()) {
 *     program.awaitOutput(line -> line.startsWith("ready"));
 *     program.signal("TERM");
 *     program.assertExit(143);
 * }
 * }</pre>
 */
public final class Program {

    private final List<String> command;
    private final Map<String, String> environment;
    private final @Nullable Path folder;

    private Program(List<String> command, Map<String, String> environment, @Nullable Path folder) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /**
     * {@return a program with its arguments} Its environment and working folder are those of this JVM, its standard input is
     * a pipe.
     *
     * @param command the program and its arguments
     */
    public static Program of(List<String> command) {
        return new Program(command, Map.of(), null);
    }

    /**
     * {@return the same, the short way}
     *
     * @param command the program and its arguments
     */
    public static Program of(String... command) {
        return of(List.of(command));
    }

    /**
     * {@return a JVM}
     *
     * @param jdk which one
     * @param options what comes behind {@code java} and what keeps it from warnings
     */
    public static Program java(InstalledJdk jdk, List<String> options) {
        var command = new ArrayList<String>();
        command.add(jdk.java().toString());
        command.addAll(jdk.quietOptions());
        command.addAll(options);
        return of(command);
    }

    /**
     * {@return the same, the short way}
     *
     * @param jdk which one
     * @param options behind {@code java}
     */
    public static Program java(InstalledJdk jdk, String... options) {
        return java(jdk, List.of(options));
    }

    /**
     * With further arguments.
     *
     * @param arguments one each
     * @return a new one
     */
    public Program with(String... arguments) {
        var longer = new ArrayList<>(command);
        longer.addAll(List.of(arguments));
        return new Program(longer, environment, folder);
    }

    /**
     * With a variable of the environment.
     *
     * @param name its name
     * @param value its value
     * @return a new one
     */
    public Program env(String name, String value) {
        return env(Map.of(name, value));
    }

    /**
     * With variables of the environment.
     *
     * @param variables by name; added to what is there
     * @return a new one
     */
    public Program env(Map<String, String> variables) {
        var more = new HashMap<>(environment);
        more.putAll(variables);
        return new Program(command, more, folder);
    }

    /**
     * For a script that starts {@code java}: it takes this one ({@code JAVA_HOME}).
     *
     * @param jdk which one
     * @return a new one
     */
    public Program on(InstalledJdk jdk) {
        return env("JAVA_HOME", jdk.home().toString());
    }

    /**
     * In a working folder.
     *
     * @param workingFolder an existing folder
     * @return a new one
     */
    public Program in(Path workingFolder) {
        return new Program(command, environment, workingFolder);
    }

    /**
     * Starts it.
     *
     * @return the running one
     * @throws IOException when the system refuses; the message says what
     */
    public RunningProgram start() throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        return new RunningProgram(String.join(" ", command), builder.start());
    }

    /**
     * Starts it and waits for its end, without a word on its standard input.
     *
     * @return what it printed on standard output
     * @throws AssertionError when it did not end with 0, or not in time
     * @throws IOException when the system refuses; the message says what
     * @throws InterruptedException when the calling thread was interrupted
     */
    public List<String> run() throws IOException, InterruptedException {
        try (var running = start()) {
            running.endInput();
            running.assertExit(0);
            return running.output();
        }
    }
}
