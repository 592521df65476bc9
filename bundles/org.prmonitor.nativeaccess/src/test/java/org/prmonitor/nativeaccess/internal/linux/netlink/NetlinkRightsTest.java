package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The channel in a JVM of another user, without capabilities and without a way to any. */
@Requires({Requirement.LINUX, Requirement.ROOT, Requirement.SETPRIV})
class NetlinkRightsTest {

    @TempDir
    Path folder;

    /** What runs there: the readiness, then the exit code of a process as the channel saw it, a line each. */
    static final class Unprivileged {
        public static void main(String[] arguments) throws Exception {
            var provider = new NetlinkChannelProvider();
            var readiness = provider.readiness();
            System.out.println(readiness);
            if (readiness.ready()) {
                var sink = new RecordingSink();
                try (var channel = provider.open(ChannelOptions.defaults())) {
                    var process = new ProcessBuilder("sh", "-c", "exit 42").start();
                    while (sink.events(ProcessExited.class).noneMatch(event -> event.processId() == process.pid())) {
                        channel.await(Duration.ofSeconds(1));
                        channel.drain(sink);
                    }
                    System.out.println(sink.events(ProcessExited.class)
                            .filter(event -> event.processId() == process.pid()).map(ProcessExited::exitCode).toList());
                }
            }
        }
    }

    @Test
    void worksOrSaysWhatIsMissing() throws Exception {
        open(folder);
        var unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxrwxrwx"));
        var command = new ArrayList<>(List.of(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Djava.io.tmpdir=" + unpacked,
                "-Djna.tmpdir=" + unpacked,
                "-cp",
                readableClassPath(),
                Unprivileged.class.getName()));
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        if (lines.get(0).contains("ready=true")) {
            // Linux 6.6 and later let anybody listen, with the buffer that anybody gets.
            assertTrue(lines.get(0).contains("room for"), lines.get(0));
            assertEquals("[42]", lines.get(1));
        } else {
            assertTrue(lines.get(0).contains("(EPERM)") && lines.get(0).contains("CAP_NET_ADMIN"), lines.get(0));
        }
    }

    /** A copy of this JVM's class path: it may lie where nobody else may go. */
    private String readableClassPath() throws IOException {
        var copies = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var source = Path.of(entry);
            if (Files.exists(source)) {
                var target = folder.resolve(copies.size() + "-" + source.getFileName());
                copy(source, target);
                copies.add(target.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var files = Files.walk(source)) {
            files.forEach(file -> {
                try {
                    open(Files.copy(file, target.resolve(source.relativize(file).toString())));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void open(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
