package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A C program of {@code src/test/c}, compiled: it says which processes it made and how they ended, as the kernel told it.
 *
 * @param image the file that runs
 */
record TestProgram(Path image) {

    /** Compiles one with {@code gcc}, statically: it starts more processes a second. */
    static TestProgram compile(String name, Path folder) throws IOException, InterruptedException {
        var image = folder.resolve(name);
        var source = "src/test/c/" + name + ".c";
        var compiler = new ProcessBuilder("gcc", "-O2", "-static", "-pthread", "-o", image.toString(), source).inheritIO().start();
        assertEquals(0, compiler.waitFor(), () -> "gcc " + source);
        return new TestProgram(image);
    }

    /** Starts it. */
    Running start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(image.toString()));
        command.addAll(List.of(arguments));
        // To a file, so that it never waits for a reader.
        var output = Files.createTempFile(image.getParent(), "output", ".txt");
        var builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new Running(builder.start(), output);
    }

    /** Runs it to its end; what it said. */
    List<String> run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).lines();
    }

    /** It runs, or ran. */
    record Running(Process process, Path output) {

        /** What it said, after it ended well. */
        List<String> lines() throws IOException, InterruptedException {
            assertEquals(0, process.waitFor());
            return Files.readAllLines(output);
        }
    }
}
