package org.prmonitor.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program in a process of its own, started by {@link Program#start}: what it says is read while it runs, and every wait is
 * for something that it says or does. A wait that is in vain is an {@link AssertionError} that tells what the program said.
 * One test thread.
 */
public final class RunningProgram implements AutoCloseable {

    /** Long enough for a machine that is busy with other things. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How much of standard output a failure shows. */
    private static final int SHOWN_LINES = 40;

    private final String name;
    private final Process process;
    private final LineCollector output;
    private final LineCollector error;
    private int nextOutput;

    RunningProgram(String name, Process process) {
        this.name = name;
        this.process = process;
        output = new LineCollector("stdout", process.getInputStream());
        error = new LineCollector("stderr", process.getErrorStream());
    }

    /** {@return its process id; a script's own one, until it execs something} */
    public long pid() {
        return process.pid();
    }

    /** {@return whether it has not ended} */
    public boolean isRunning() {
        return process.isAlive();
    }

    /**
     * Waits for a line on standard output, from the first one on.
     *
     * @param condition what it has to fulfil; may be asked often
     * @return the line
     * @throws InterruptedException when the calling thread was interrupted
     */
    public String awaitOutput(Predicate<String> condition) throws InterruptedException {
        return awaitOutput(condition, PATIENCE);
    }

    /**
     * Waits for a line on standard output, from the first one on.
     *
     * @param condition what it has to fulfil; may be asked often
     * @param patience how long at most
     * @return the line
     * @throws InterruptedException when the calling thread was interrupted
     */
    public String awaitOutput(Predicate<String> condition, Duration patience) throws InterruptedException {
        return output.line(output.await(0, condition, patience, this::describe));
    }

    /**
     * Waits for a line on standard output that comes behind the one that this method returned last, so that the answer to a
     * second command is not that to the first.
     *
     * @param condition what it has to fulfil; may be asked often
     * @param patience how long at most
     * @return the line
     * @throws InterruptedException when the calling thread was interrupted
     */
    public String awaitNextOutput(Predicate<String> condition, Duration patience) throws InterruptedException {
        var found = output.await(nextOutput, condition, patience, this::describe);
        nextOutput = found + 1;
        return output.line(found);
    }

    /**
     * Waits for a line on standard error, from the first one on.
     *
     * @param condition what it has to fulfil; may be asked often
     * @return the line
     * @throws InterruptedException when the calling thread was interrupted
     */
    public String awaitError(Predicate<String> condition) throws InterruptedException {
        return awaitError(condition, PATIENCE);
    }

    /**
     * Waits for a line on standard error, from the first one on.
     *
     * @param condition what it has to fulfil; may be asked often
     * @param patience how long at most
     * @return the line
     * @throws InterruptedException when the calling thread was interrupted
     */
    public String awaitError(Predicate<String> condition, Duration patience) throws InterruptedException {
        return error.line(error.await(0, condition, patience, this::describe));
    }

    /** {@return what it printed on standard output so far; after {@link #awaitExit}, all} A copy. */
    public List<String> output() {
        return output.lines();
    }

    /** {@return what it printed on standard error so far; after {@link #awaitExit}, all} A copy. */
    public List<String> error() {
        return error.lines();
    }

    /**
     * Sends a signal by name, such as {@code TERM}.
     *
     * @param signal its name without {@code SIG}
     * @throws IOException when the system refuses; the message says what
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void signal(String signal) throws IOException, InterruptedException {
        var code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("kill -" + signal + " " + pid() + " returned " + code);
        }
    }

    /**
     * Types something at it.
     *
     * @param text what is typed; a line ends with a line feed
     * @throws IOException when the system refuses; the message says what
     */
    public void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /**
     * Ends its standard input.
     *
     * @throws IOException when the system refuses; the message says what
     */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /**
     * Closes our end of its standard output, as {@code head} does.
     *
     * @throws IOException when the system refuses; the message says what
     */
    public void closeOutput() throws IOException {
        process.getInputStream().close();
    }

    /**
     * Waits for its end and for the end of what it says; returns the exit code.
     *
     * @return the exit code
     * @throws InterruptedException when the calling thread was interrupted
     */
    public int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    /**
     * Waits for its end and for the end of what it says; returns the exit code.
     *
     * @param patience how long at most
     * @return the exit code
     * @throws InterruptedException when the calling thread was interrupted
     */
    public int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + patience.toSeconds() + " s\n" + describe());
        }
        if (!output.awaitEnd(patience) || !error.awaitEnd(patience)) {
            throw new AssertionError("ended, but a child of it holds its standard output or error\n" + describe());
        }
        return process.exitValue();
    }

    /**
     * Waits for its end, which has to have this exit code.
     *
     * @param expected 0 for success
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void assertExit(int expected) throws InterruptedException {
        var code = awaitExit();
        if (code != expected) {
            throw new AssertionError("exit code " + code + " and not " + expected + "\n" + describe());
        }
    }

    /** {@return what it is and what it said, for the message of a failure} */
    public String describe() {
        var said = output();
        return name + "\nstandard error:\n" + String.join("\n", error()) + "\nstandard output, the last lines:\n"
                + String.join("\n", said.subList(Math.max(0, said.size() - SHOWN_LINES), said.size()));
    }

    /** Kills it and what it started, as far as that still runs, and waits for its end. */
    @Override
    public void close() {
        // A script does not take its JVM along when it is killed; and orphans cannot be found any more.
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
