package org.prmonitor.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The built distribution as a process of its own, for end-to-end tests: what it says is read while it runs, and every
 * wait is for something that it says or does. Not inherited by its children: the private folder that it has for
 * temporary files. One test thread.
 */
public final class PrMonitorProcess implements AutoCloseable {

    /** Long enough for a machine that is busy with other things. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String READY = "prmonitor: ready ";

    private final Process process;
    private final Path temporaryFolder;
    private final LineCollector output;
    private final LineCollector error;

    private PrMonitorProcess(Process process, Path temporaryFolder) {
        this.process = process;
        this.temporaryFolder = temporaryFolder;
        output = new LineCollector("stdout", process.getInputStream());
        error = new LineCollector("stderr", process.getErrorStream());
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
        var builder = new ProcessBuilder(command);
        builder.environment().put("TMPDIR", temporaryFolder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new PrMonitorProcess(builder.start(), temporaryFolder);
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
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean isRunning() {
        return process.isAlive();
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
        return error.await(condition, PATIENCE, this::describe);
    }

    /** Waits for a line on standard output, from the first one on. */
    public String awaitOutput(Predicate<String> condition) throws InterruptedException {
        return output.await(condition, PATIENCE, this::describe);
    }

    /** What it printed on standard output so far; after {@link #awaitExit}, all. A copy. */
    public List<String> output() {
        return output.lines();
    }

    /** What it printed on standard error so far; after {@link #awaitExit}, all. A copy. */
    public List<String> error() {
        return error.lines();
    }

    /** Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** Sends a signal by name. */
    public void signal(String name) throws IOException, InterruptedException {
        var code = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " returned " + code);
        }
    }

    /** Types something at it. */
    public void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends its standard input. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Closes our end of its standard output, as {@code head} does. */
    public void closeOutput() throws IOException {
        process.getInputStream().close();
    }

    /**
     * Waits for its end and for the end of what it says.
     *
     * @return the exit code
     */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs after " + PATIENCE.toSeconds() + " s\n" + describe());
        }
        output.awaitEnd();
        error.awaitEnd();
        return process.exitValue();
    }

    /** What it has left in the folder for temporary files. */
    public List<Path> leftovers() throws IOException {
        try (var entries = Files.list(temporaryFolder)) {
            return entries.toList();
        }
    }

    /** What it said, for the message of a failure. */
    public String describe() {
        var printed = output();
        return "standard error:\n" + String.join("\n", error()) + "\nstandard output, the last lines:\n"
                + String.join("\n", printed.subList(Math.max(0, printed.size() - 20), printed.size()));
    }

    /** Kills it if it still runs, and removes its folder. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(temporaryFolder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
