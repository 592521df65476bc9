package org.prmonitor.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code prmonitor archive-classes}: runs a short stream whose JVM leaves its classes behind as it has them in memory (class data
 * sharing, JEP 350), those of the bundles too: the JVM knows them again by name, length and checksum, whichever class loader
 * defines them. The start script takes the file where it is there; the JVM takes it where it fits.
 */
@Command(
        name = "archive-classes",
        description = "Archives the classes of this program for this Java, so that later starts take less time.",
        footer = {
            "",
            "Once for each Java, and again after an update of the program or of Java, by who may write into the program's folder. Run it with the",
            "rights that the program will have: what a stream uses is archived. Without an archive that fits, everything works as well."
        })
final class ArchiveCommand implements Callable<Integer> {

    /** Where the start script looks. */
    private static final String FILE_PROPERTY = "prmonitor.archive";

    private static final String OWN_ARCHIVE = "-XX:SharedArchiveFile=";

    /** A start, a stream, and writing the file; on a machine that is busy. */
    private static final long PATIENCE_SECONDS = 120;

    private static final long GLANCE_MILLIS = 100;

    @Mixin
    private @Nullable HelpOption help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var property = System.getProperty(FILE_PROPERTY);
        if (property == null) {
            throw new BundleException("the start script names no archive: only bin/prmonitor, the one for Unix, takes one");
        }
        var target = Path.of(property);
        var folder = Objects.requireNonNull(target.getParent());
        Files.createDirectories(folder);
        var work = Files.createTempDirectory(folder, "work");
        try {
            var archive = work.resolve(Objects.requireNonNull(target.getFileName()));
            stream(archive, work.resolve("messages"));
            publish(archive, target);
        } finally {
            TemporaryFolder.delete(work);
        }
        Objects.requireNonNull(spec).commandLine().getOut().println("prmonitor: classes archived in '" + target + "'");
        return 0;
    }

    /** A JVM like this one streams for a second, and leaves its classes when it ends. */
    private static void stream(Path archive, Path messages) throws IOException, InterruptedException, BundleException {
        var process = new ProcessBuilder(command(archive))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(messages.toFile())
                .start();
        try {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
                raiseEvents();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0 || !Files.isRegularFile(archive)) {
            throw new BundleException("the JVM archived no classes; it ended with " + process.exitValue() + " and said: " + Files.readString(messages).strip());
        }
    }

    private static List<String> command(Path archive) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The same options, so that it does what it will do then; an archive is not made on top of one.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> !option.startsWith(OWN_ARCHIVE)).forEach(command::add);
        command.add("-XX:ArchiveClassesAtExit=" + archive);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("run", "--format=json", "--duration=1s"));
        return command;
    }

    /** A process that starts and exits: there is one program that is there for certain. */
    private static void raiseEvents() throws IOException, InterruptedException {
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** All of it or nothing, whatever happens meanwhile: a JVM that maps half an archive dies of it. */
    private static void publish(Path archive, Path target) throws IOException {
        try (var file = FileChannel.open(archive, StandardOpenOption.READ)) {
            file.force(true);
        }
        Files.move(archive, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
