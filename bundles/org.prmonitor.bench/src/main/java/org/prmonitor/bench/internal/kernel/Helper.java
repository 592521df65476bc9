package org.prmonitor.bench.internal.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** A program beside us that is told what to do, and says when it is done, by lines. It ends with its standard input, and so with us. */
public final class Helper implements AutoCloseable {

    /**
     * A line.
     *
     * @param words of it
     * @param nanos when it came, as {@link System#nanoTime}
     */
    public record Line(List<String> words, long nanos) {

        public long number(int word) {
            return Long.parseLong(words.get(word));
        }
    }

    private static final Line END = new Line(List.of(), 0);

    private final String name;
    private final Process process;
    private final PrintStream input;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    private Helper(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    /**
     * Starts it; what it complains of goes to our standard error.
     *
     * @param name for messages
     */
    public static Helper start(String name, List<String> command) throws IOException {
        var helper = new Helper(name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        var listening = new Thread(helper::listen, "prmonitor-bench-helper");
        listening.setDaemon(true);
        listening.start();
        return helper;
    }

    public long processId() {
        return process.pid();
    }

    public void tell(String line) {
        input.println(line);
    }

    /** Waits for its next line, which begins with this word. */
    public Line expect(String word, long nanos) throws InterruptedException, BenchException {
        var line = lines.poll(nanos, TimeUnit.NANOSECONDS);
        if (line == null) {
            throw new BenchException(name + " says nothing for " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s; '" + word + "' was expected");
        }
        if (line.words().isEmpty()) {
            throw new BenchException(name + " has ended (exit " + process.waitFor() + "); see above");
        }
        if (!line.words().get(0).equals(word)) {
            throw new BenchException(name + " says '" + String.join(" ", line.words()) + "'; '" + word + "' was expected");
        }
        return line;
    }

    /** The same, within what anything may take. */
    public Line expect(String word) throws InterruptedException, BenchException {
        return expect(word, Container.PATIENCE.toNanos());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void listen() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(new Line(List.of(line.split(" ")), System.nanoTime()));
            }
        } catch (IOException closed) {
            // The process is gone, or we let go of it.
        }
        lines.add(END);
    }
}
