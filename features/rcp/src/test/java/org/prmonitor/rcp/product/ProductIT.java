package org.prmonitor.rcp.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.RunningProgram;

/** The product in a real window, as its launcher starts it. */
@Timeout(180)
class ProductIT {

    @TempDir
    private Path folder;

    /** Both ways of Eclipse get real events, on the thread of the user interface; Ctrl-C ends it and leaves nothing. */
    @Test
    @Requires({Requirement.EBPF, Requirement.DISPLAY})
    void somebodysPartGetsEventsAndCtrlCEndsIt() throws Exception {
        var mark = "prmonitor-" + UUID.randomUUID();
        try (var ui = start("--channel=linux-ebpf", "--bundle=" + SomebodysBundle.create(folder))) {
            ui.awaitOutput("open"::equals);
            awaitWatching(ui);
            assertEquals(List.of(mark), Program.of("/bin/echo", mark).run());
            for (var way : List.of("@UIEventTopic", "IEventBroker")) {
                for (var action : List.of("STARTED", "EXITED")) {
                    ui.awaitOutput(line -> line.startsWith(way + " ui org/prmonitor/event/ProcessEvent/" + action) && line.endsWith(mark));
                }
            }
            ui.signal("INT");
            ui.assertExit(0);
            assertTrue(ui.output().stream().skip(1).allMatch(line -> line.matches("(@UIEventTopic|IEventBroker) ui .*")), ui::describe);
        }
        assertEquals(List.of(), list("work"), "left in the working folder");
        assertEquals(List.of(), list("temporary").stream().filter(name -> name.startsWith("prmonitor-ui-")).toList());
        assertTrue(Files.isDirectory(folder.resolve("cache/prmonitor/ui")), "the workspace is in the cache folder");
    }

    @Test
    @Requires(Requirement.LINUX)
    void withoutADisplayItSaysWhatToDo() throws Exception {
        try (var ui = program().env("DISPLAY", "").env("WAYLAND_DISPLAY", "").start()) {
            ui.assertExit(1);
            assertTrue(ui.error().get(0).startsWith("prmonitor: ui: no display: neither DISPLAY nor WAYLAND_DISPLAY is set."), ui::describe);
        }
    }

    @Test
    void wrongUseEndsWith2() throws Exception {
        try (var ui = program().with("--types=everything").start()) {
            ui.assertExit(2);
            assertTrue(ui.error().get(0).contains("--types"), ui::describe);
        }
    }

    /** Whatever starts before the source watches is nobody's; something starts again and again until it is seen. */
    private static void awaitWatching(RunningProgram ui) throws IOException, InterruptedException {
        while (ui.output().stream().noneMatch(line -> line.contains("ProcessEvent/STARTED"))) {
            assertTrue(ui.isRunning(), ui::describe);
            Program.of("/bin/true").run();
        }
    }

    private RunningProgram start(String... arguments) throws IOException {
        return program().with(arguments).start();
    }

    private Program program() throws IOException {
        var product = Path.of("target", "product").toAbsolutePath();
        var plugins = product.resolve("plugins");
        var classPath = String.join(
                ":",
                plugins.resolve("org.prmonitor.rcp.product.jar").toString(),
                plugins.resolve("org.eclipse.osgi.jar").toString(),
                plugins.resolve("org.prmonitor.api.jar").toString(),
                Path.of(picocli.CommandLine.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString());
        return Program.java(
                        InstalledJdks.running(),
                        "-XX:+UseSerialGC", "-Xmn6m", "-XX:MetaspaceSize=64m", "-XX:TieredStopAtLevel=1", "-Xmx256m",
                        "-Djna.nosys=false",
                        "-Djna.nounpack=true",
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
                        "-Dprmonitor.ui=" + product,
                        "-cp",
                        classPath,
                        "org.prmonitor.rcp.product.internal.command.Main")
                .env("XDG_CACHE_HOME", folder.resolve("cache").toString())
                .in(Files.createDirectories(folder.resolve("work")));
    }

    private List<String> list(String name) throws IOException {
        try (var files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
