package org.prmonitor.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.prmonitor.testkit.InstalledJdk;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.RunningProgram;

/**
 * Karaf with its console on a terminal, as a user has it: {@code bin/karaf} behind {@code script}, since without a terminal
 * a console that Karaf restarts does not come back. What bundles say on standard error comes past the terminal. One test thread.
 */
final class Karaf implements AutoCloseable {

    /** What a terminal reads and a test does not. */
    private static final Pattern CONTROL = Pattern.compile("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])|\u0007");

    private static final String PROMPT = "karaf@root()>";

    /** How long an answer may take before it is asked for again: a console that was just restarted may have swallowed the question. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** A service that Karaf registers when it has installed and started what it begins with. */
    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    /** How long an event may take on its way through EventAdmin before another one is tried. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private static final long PAUSE_MILLIS = 200;

    private final RunningProgram program;
    private int commands;

    private Karaf(RunningProgram program) {
        this.program = program;
    }

    /** Starts it, and returns when all of it has started and its console answers. */
    static Karaf start(KarafFolder karaf, InstalledJdk jdk, Path home) throws IOException, InterruptedException {
        // Descriptor 3 is the test's pipe; the terminal takes 0, 1 and 2.
        var running = new Karaf(Program.of("sh", "-c", "exec 3>&2; exec script -qec 'exec bin/karaf 2>&3' /dev/null")
                .in(karaf.folder())
                .on(jdk)
                .env("EXTRA_JAVA_OPTS", "-Duser.home=" + home)
                .start());
        running.awaitAnswer();
        // The console is there before all commands are.
        running.await("service:list " + BOOT_FINISHED, lines -> lines.stream().anyMatch(line -> line.startsWith("[" + BOOT_FINISHED)));
        return running;
    }

    /** Types a command; returns the lines that came before the next prompt. */
    List<String> run(String command) throws IOException, InterruptedException {
        var from = program.output().size();
        program.type(command + "\n");
        awaitAnswer();
        return program.output().stream()
                .skip(from)
                .map(line -> CONTROL.matcher(line).replaceAll("").strip())
                .filter(line -> !line.isEmpty() && !line.contains(PROMPT) && !line.contains("answer") && !line.equals(command))
                .toList();
    }

    /** Types a command until its answer has such a line: what it is about may still be starting. */
    List<String> await(String command, Predicate<List<String>> condition) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + RunningProgram.PATIENCE.toNanos();
        var answer = run(command);
        while (!condition.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(command + " went on to answer\n" + String.join("\n", answer) + "\n" + program.describe());
            }
            // Karaf has no way to wait for it, and is to have the processor meanwhile.
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            answer = run(command);
        }
        return answer;
    }

    /** Waits for a line of a bundle. */
    String awaitError(Predicate<String> condition) throws InterruptedException {
        return program.awaitError(condition);
    }

    /** Whether such a line comes on the terminal within a second. */
    boolean shows(Predicate<String> condition) throws InterruptedException {
        try {
            program.awaitOutput(condition, GLANCE);
            return true;
        } catch (AssertionError silent) {
            return false;
        }
    }

    /** Whether such a line of a bundle comes within a second. */
    boolean says(Predicate<String> condition) throws InterruptedException {
        try {
            program.awaitError(condition, GLANCE);
            return true;
        } catch (AssertionError silent) {
            return false;
        }
    }

    /** What bundles said so far. */
    List<String> error() {
        return program.error();
    }

    /** What it is and what it said, for the message of a failure. */
    String describe() {
        return program.describe();
    }

    /** The names of its threads, as far as the kernel keeps them: 15 characters. */
    List<String> threads() throws IOException {
        try (var tasks = Files.list(process().resolve("task"))) {
            return tasks.map(task -> read(task.resolve("comm"))).toList();
        }
    }

    /** The eBPF maps, programs and links that it holds. */
    List<String> bpf() throws IOException {
        try (var descriptors = Files.list(process().resolve("fd"))) {
            return descriptors.flatMap(Karaf::target).filter(target -> target.contains("bpf")).sorted().toList();
        }
    }

    /** Asks it to stop, waits until it has, and returns the exit code. */
    int shutdown() throws IOException, InterruptedException {
        program.type("system:shutdown -f\n");
        return program.awaitExit();
    }

    @Override
    public void close() {
        program.close();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + RunningProgram.PATIENCE.multipliedBy(2).toNanos();
        commands++;
        // In two parts, so that what the terminal echoes is not the answer.
        var answer = "answer-" + commands + ".";
        for (; ; ) {
            program.type("echo \"answer\"\"-" + commands + ".\"\n");
            try {
                program.awaitOutput(line -> line.contains(answer), ANSWER);
                return;
            } catch (AssertionError notYet) {
                if (!program.isRunning() || System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
        }
    }

    private Path process() {
        return Path.of("/proc", Long.toString(pid()));
    }

    /** Of the JVM; {@code script} has it as a child. */
    long pid() {
        return ProcessHandle.of(program.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().filter(command -> command.endsWith("/java")).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no JVM\n" + program.describe()))
                .pid();
    }

    /** Where a descriptor leads; nothing where it has been closed meanwhile. */
    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closed) {
            return Stream.empty();
        }
    }

    /** A line; empty where the thread has ended meanwhile. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
