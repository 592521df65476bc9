package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;

/** The programs of a tool while they run, each with its output in a file, which is what costs them the least. */
final class RunningTool implements AutoCloseable {

    private static final long GLANCE_MILLIS = 100;
    /** So many glances without processor time used: it waits for events. */
    private static final int IDLE_GLANCES = 10;
    /** At rest, from one glance to the next. */
    private static final double MOST_TICKS = 1.5;
    private static final long PATIENCE_SECONDS = 120;
    /** For the end of one that is killed, which has no say in it. */
    private static final long KILL_SECONDS = 10;
    /** After which one that looks now and then has looked more than once. */
    private static final long LOOKS_MILLIS = 3_000;

    private final Tool tool;
    private final ToolSetup setup;
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> outputs = new ArrayList<>();
    private final List<Path> errors = new ArrayList<>();

    private RunningTool(Tool tool, ToolSetup setup) {
        this.tool = tool;
        this.setup = setup;
    }

    /**
     * Starts it.
     *
     * @throws BenchException where it is not there, or this machine cannot have it
     */
    static RunningTool start(Tool tool, Path folder) throws IOException, InterruptedException, BenchException {
        try {
            var running = new RunningTool(tool, tool.setup().prepare(folder));
            var started = false;
            try {
                running.startPrograms(folder);
                running.setup.started(running.processes);
                started = true;
                return running;
            } finally {
                if (!started) {
                    running.close();
                }
            }
        } catch (BenchException reason) {
            throw new BenchException(tool.name() + ": " + reason.getMessage(), reason);
        }
    }

    private void startPrograms(Path folder) throws IOException, BenchException {
        for (var command : setup.commands()) {
            var number = processes.size();
            outputs.add(Files.createTempFile(folder, "tool" + number, ".out"));
            errors.add(Files.createTempFile(folder, "tool" + number, ".err"));
            try {
                var builder = new ProcessBuilder(command)
                        .redirectOutput(outputs.get(number).toFile())
                        .redirectError(errors.get(number).toFile());
                // One that is killed leaves what it has there.
                builder.environment().put("TMPDIR", folder.toString());
                processes.add(builder.start());
            } catch (IOException missing) {
                throw new BenchException(String.valueOf(missing.getMessage()), missing);
            }
        }
        outputs.addAll(setup.outputs());
    }

    List<Path> outputs() {
        return outputs;
    }

    /**
     * Waits until it has used no processor time for a second: it is ready, or has caught up. One that never comes to rest is given a
     * few seconds.
     *
     * @return the processor time that it has used since its start, in seconds
     * @throws BenchException where it has ended, with what it said; or does not come to rest
     */
    double awaitIdle() throws IOException, InterruptedException, BenchException {
        if (tool.polls()) {
            Thread.sleep(LOOKS_MILLIS);
            return processorSeconds();
        }
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var before = -1.0;
        for (var glances = 0; glances < IDLE_GLANCES; glances++) {
            Thread.sleep(GLANCE_MILLIS);
            var now = processorSeconds();
            // A tick now and then is the JVM's periodic task; the difference of two sums is not one tick exactly.
            if (now - before > MOST_TICKS / ProcessorSeconds.TICKS_PER_SECOND) {
                glances = 0;
            }
            before = now;
            if (System.nanoTime() > deadline) {
                throw new BenchException(tool.name() + " does not come to rest within " + PATIENCE_SECONDS + " s");
            }
        }
        return before;
    }

    /** User and system time of all its threads since its start, in seconds, and of the kernel's that work for it. */
    private double processorSeconds() throws IOException, BenchException {
        var seconds = setup.kernelSeconds();
        for (var number = 0; number < processes.size(); number++) {
            if (!processes.get(number).isAlive()) {
                throw new BenchException(tool.name() + " ended with " + processes.get(number).exitValue() + ": "
                        + Files.readString(errors.get(number)).strip().replace('\n', ' '));
            }
            seconds += ProcessorSeconds.of(processes.get(number).pid());
        }
        return seconds;
    }

    /** The most memory that it had resident until now, in kilobytes: {@code VmHWM} of {@code proc(5)}. */
    long peakKilobytes() throws IOException {
        var sum = 0L;
        for (var process : processes) {
            for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return sum;
    }

    /**
     * Asks it to end, as Ctrl-C does, and waits until it has written all that it had.
     *
     * @throws BenchException where it goes on
     */
    void interrupt() throws IOException, InterruptedException, BenchException {
        setup.interrupt(processes);
        for (var process : processes) {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException(tool.name() + " does not end within " + PATIENCE_SECONDS + " s of being asked to");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            setup.close();
        } finally {
            processes.forEach(Process::destroyForcibly);
            // Until then it may be about to make a file.
            processes.forEach(process -> ProcessEnd.await(process, KILL_SECONDS));
            for (var file : outputs) {
                Files.deleteIfExists(file);
            }
            for (var file : errors) {
                Files.deleteIfExists(file);
            }
        }
    }
}
