package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * The program that starts processes, {@code storm.c}, compiled here and now: it says which it started and how each ended.
 *
 * @param image the file that runs
 * @param folder for what it says
 */
record Spawner(Path image, Path folder) {

    private static final String SOURCE = "storm.c";
    private static final long COMPILER_SECONDS = 30;
    private static final long KILL_SECONDS = 10;

    /**
     * Compiles it.
     *
     * @throws BenchException where there is no C compiler, or it does not take the program
     */
    static Spawner compile(Path folder) throws IOException, InterruptedException, BenchException {
        var source = folder.resolve(SOURCE);
        try (var text = Spawner.class.getResourceAsStream(SOURCE)) {
            if (text == null) {
                throw new IllegalStateException("no " + SOURCE + " in this bundle");
            }
            Files.copy(text, source, StandardCopyOption.REPLACE_EXISTING);
        }
        var image = folder.resolve("storm");
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-O2", "-static", "-o", image.toString(), source.toString()).inheritIO().start();
        } catch (IOException missing) {
            throw new BenchException("no C compiler to make the storm with: " + missing.getMessage() + "; install gcc", missing);
        }
        // Not to be interrupted: its parts go on when it is killed, and would write into a folder that is being deleted.
        if (!ProcessEnd.await(compiler, COMPILER_SECONDS)) {
            throw new BenchException("cc does not end within " + COMPILER_SECONDS + " s");
        }
        if (compiler.exitValue() != 0) {
            throw new BenchException("cc ended with " + compiler.exitValue() + "; it needs what a static program is linked with (Debian: gcc libc6-dev)");
        }
        return new Spawner(image, folder);
    }

    /**
     * Raises a storm, and waits for its end.
     *
     * @param processes how many in all
     * @param name unlike that of any other storm that somebody may still report
     */
    Storm raise(StormKind kind, int processes, String name) throws IOException, InterruptedException, BenchException {
        var running = new ArrayList<Process>();
        var outputs = new ArrayList<Path>();
        var begin = System.nanoTime();
        try {
            for (var spawner = 0; spawner < kind.spawners(); spawner++) {
                var output = folder.resolve(name + spawner + ".txt");
                outputs.add(output);
                running.add(new ProcessBuilder(
                                image.toString(),
                                Integer.toString(processes / kind.spawners()),
                                name + "s" + spawner,
                                Integer.toString(kind.concurrency()))
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            for (var process : running) {
                if (process.waitFor() != 0) {
                    throw new BenchException("the storm ended with " + process.exitValue());
                }
            }
        } finally {
            running.forEach(Process::destroyForcibly);
            running.forEach(process -> ProcessEnd.await(process, KILL_SECONDS));
        }
        var seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        var lines = new ArrayList<String>();
        for (var output : outputs) {
            lines.addAll(Files.readAllLines(output));
            Files.delete(output);
        }
        return Storm.of(List.copyOf(lines), seconds);
    }
}
