package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.EventType;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;

/** The provider in a JVM of its own: to be given other rights, or to be killed. */
final class ChildJvm {

    private ChildJvm() {}

    /**
     * Prints what the provider says: {@code ready …} or {@code not ready …}, then {@code open} or {@code refused …}; holds the
     * channel open until its input ends, and says how many events of its own making it got.
     */
    public static void main(String... arguments) throws Exception {
        var provider = new EbpfChannelProvider();
        var readiness = provider.readiness();
        say((readiness.ready() ? "ready " : "not ready ") + readiness.detail() + "; " + readiness.remedy());
        try (var channel = provider.open(ChannelOptions.defaults().withTypes(Set.of(EventType.STARTED, EventType.EXITED)))) {
            say("open");
            while (System.in.read() >= 0) {}
            var process = new ProcessBuilder("/bin/true", "unprivileged").start();
            process.waitFor();
            var sink = new RecordingSink();
            sink.drainUntilExit(channel, process.pid());
            var started = sink.started(process.pid());
            say("started " + started.get(started.size() - 1).commandLine() + ", exited " + sink.exited(process.pid()).size());
        } catch (ChannelException e) {
            say("refused " + e.describe());
        }
    }

    /**
     * A command that runs {@link #main}.
     *
     * @param folder where a copy of the class path goes, for users who cannot read this one
     * @param prefix what to run it with
     */
    static List<String> command(Path folder, String... prefix) throws IOException {
        var classPath = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var source = Path.of(entry);
            if (Files.exists(source)) {
                var target = folder.resolve(classPath.size() + "-" + source.getFileName());
                copy(source, target);
                classPath.add(target.toString());
            }
        }
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = classPath.stream().collect(Collectors.joining(File.pathSeparator));
        return Stream.concat(
                        Stream.of(prefix), Stream.of(java, "-XX:TieredStopAtLevel=1", "-cp", path, ChildJvm.class.getName()))
                .toList();
    }

    /** A command that runs {@link #main} as this user, with options of the JVM. */
    static List<String> commandHere(String... options) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        return Stream.of(Stream.of(java), Stream.of(options), Stream.of("-cp", path, ChildJvm.class.getName()))
                .flatMap(part -> part)
                .toList();
    }

    /** Runs a command with no input, and gives the lines of its output. */
    static List<String> run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
        return output.lines().toList();
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var files = Files.walk(source)) {
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
