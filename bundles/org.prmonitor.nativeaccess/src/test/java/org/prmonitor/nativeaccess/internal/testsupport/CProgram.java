package org.prmonitor.nativeaccess.internal.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** The C programs of the end-to-end tests: each says what it did, as the kernel told it. */
public final class CProgram {

    private static final Path SOURCES = Path.of("../../launcher/src/test/c");

    private final Path image;

    private CProgram(Path image) {
        this.image = image;
    }

    /** Compiles one of them with {@code gcc}. */
    public static CProgram compile(String name, Path folder) throws Exception {
        var image = folder.resolve(name);
        var source = SOURCES.resolve(name + ".c").toString();
        var compiler = new ProcessBuilder("gcc", "-O2", "-pthread", "-o", image.toString(), source).inheritIO().start();
        Assertions.assertEquals(0, compiler.waitFor(), () -> "gcc " + source);
        return new CProgram(image);
    }

    /** Starts it; its output goes to a file, so that nobody has to read. */
    public Run start(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(image.toString()));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile(image.getParent(), "output", ".txt");
        return new Run(new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start(), output);
    }

    /** The file that runs. */
    public Path image() {
        return image;
    }

    /** One that runs, or ran. */
    public record Run(Process process, Path output) {

        /** Its lines, after it ended well. */
        public List<String> lines() throws Exception {
            Assertions.assertEquals(0, process.waitFor());
            return Files.readAllLines(output);
        }
    }
}
