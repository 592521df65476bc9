package org.prmonitor.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.RunningProgram;

/**
 * The built distribution as a process of its own, for end-to-end tests: what it says is read while it runs, and every
 * wait is for something that it says or does. Not inherited by its children: the private folder that it has for
 * temporary files. One test thread.
 */
public final class PrMonitorProcess implements AutoCloseable {

    /** Long enough for a machine that is busy with other things. */
    public static final Duration PATIENCE = RunningProgram.PATIENCE;

    private static final String READY = "prmonitor: ready ";

    private final RunningProgram program;
    private final Path temporaryFolder;

    private PrMonitorProcess(RunningProgram program, Path temporaryFolder) {
        this.program = program;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts it with these arguments. */
    public static PrMonitorProcess start(String... arguments) throws IOException {
        return start(List.of(), Map.of(), arguments);
    }

    /**
     * Starts it.
     *
     * @param prefix a command that runs it, such as {@code setpriv --reuid=1000}; empty for none
     * @param environment variables beside those of this JVM
     */
    public static PrMonitorProcess start(List<String> prefix, Map<String, String> environment, String... arguments) throws IOException {
        return start(distribution(), prefix, environment, arguments);
    }

    /** Starts a copy of it. */
    public static PrMonitorProcess start(Path distribution, List<String> prefix, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(distribution.resolve("bin/prmonitor").toString());
        command.addAll(List.of(arguments));
        var temporaryFolder = Files.createTempDirectory("prmonitor-test-");
        // Whoever the prefix makes of it, it may write there.
        temporaryFolder.toFile().setWritable(true, false);
        temporaryFolder.toFile().setReadable(true, false);
        temporaryFolder.toFile().setExecutable(true, false);
        var program = Program.of(command)
                .env("TMPDIR", temporaryFolder.toString())
                .env("JAVA_HOME", System.getProperty("java.home"))
                .env(environment);
        return new PrMonitorProcess(program.start(), temporaryFolder);
    }

    /** The distribution under test, which the build has put there. */
    public static Path distribution() {
        var folder = System.getProperty("prmonitor.distribution");
        if (folder == null) {
            throw new IllegalStateException("-Dprmonitor.distribution is not set: run 'mvn verify', or set it to launcher/target/prmonitor");
        }
        return Path.of(folder);
    }

    /** Its process id. The script execs the JVM, so that this is the JVM's too. */
    public long pid() {
        return program.pid();
    }

    /** Whether it has not ended. */
    public boolean isRunning() {
        return program.isRunning();
    }

    /**
     * Waits until it says that nothing can be missed any more.
     *
     * @return the channel
     */
    public String awaitReady() throws InterruptedException {
        return awaitError(line -> line.startsWith(READY)).substring(READY.length()).split(" ")[0];
    }

    /** Waits for a line on standard error, from the first one on. */
    public String awaitError(Predicate<String> condition) throws InterruptedException {
        return program.awaitError(condition);
    }

    /** Waits for a line on standard output, from the first one on. */
    public String awaitOutput(Predicate<String> condition) throws InterruptedException {
        return program.awaitOutput(condition);
    }

    /** What it printed on standard output so far; after {@link #awaitExit}, all. A copy. */
    public List<String> output() {
        return program.output();
    }

    /** What it printed on standard error so far; after {@link #awaitExit}, all. A copy. */
    public List<String> error() {
        return program.error();
    }

    /** Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** Sends a signal by name. */
    public void signal(String name) throws IOException, InterruptedException {
        program.signal(name);
    }

    /** Types something at it. */
    public void type(String text) throws IOException {
        program.type(text);
    }

    /** Ends its standard input. */
    public void endInput() throws IOException {
        program.endInput();
    }

    /** Closes our end of its standard output, as {@code head} does. */
    public void closeOutput() throws IOException {
        program.closeOutput();
    }

    /**
     * Waits for its end and for the end of what it says.
     *
     * @return the exit code
     */
    public int awaitExit() throws InterruptedException {
        return program.awaitExit();
    }

    /** What it has left in the folder for temporary files. */
    public List<Path> leftovers() throws IOException {
        try (var entries = Files.list(temporaryFolder)) {
            return entries.toList();
        }
    }

    /** What it said, for the message of a failure. */
    public String describe() {
        return program.describe();
    }

    /** Kills it if it still runs, and removes its folder. */
    @Override
    public void close() throws IOException {
        program.close();
        try (var files = Files.walk(temporaryFolder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
