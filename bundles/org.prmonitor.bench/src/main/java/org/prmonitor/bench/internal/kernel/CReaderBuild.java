package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;

/** Compiles {@code driver/bench/reader.c}, which this jar carries, where the machine has what that takes. */
public final class CReaderBuild {

    private static final List<String> SOURCES = List.of("reader.c", "feed.h", "prmonitor_wire.h", "prmonitor_linux.h");

    private CReaderBuild() {}

    /**
     * Compiles.
     *
     * @param folder where to
     * @return the program
     * @throws BenchException that says what is missing
     */
    public static Path compile(Path folder) throws IOException, InterruptedException, BenchException {
        for (var name : SOURCES) {
            try (var source = CReaderBuild.class.getResourceAsStream(name)) {
                if (source == null) {
                    throw new BenchException("the bench's jar has no " + name);
                }
                Files.copy(source, folder.resolve(name));
            }
        }
        var program = folder.resolve("reader");
        var errors = folder.resolve("gcc.txt");
        var command = List.of("gcc", "-O2", "-std=gnu11", folder.resolve("reader.c").toString(), "-lbpf", "-o", program.toString());
        try {
            var compiler = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(errors.toFile()).start();
            if (!compiler.waitFor(1, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
                compiler.destroyForcibly();
                throw new BenchException("gcc: " + firstLine(errors));
            }
        } catch (IOException noCompiler) {
            throw new BenchException("gcc does not start: " + noCompiler.getMessage(), noCompiler);
        }
        return program;
    }

    private static String firstLine(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("error")).findFirst().orElse("failed");
        }
    }
}
