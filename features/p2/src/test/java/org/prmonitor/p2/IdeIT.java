package org.prmonitor.p2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.RunningProgram;

/** The process view in the workbench of the Eclipse IDE, installed from the site and removed again by p2's director. */
@Requires({Requirement.LINUX, Requirement.EBPF, Requirement.DISPLAY})
@Timeout(300)
class IdeIT {

    private static final String VIEW = "org.prmonitor.rcp.feature.feature.group";
    private static final Path FOLDER = Path.of("target/ide-test").toAbsolutePath();
    private static final Path WORKSPACE = FOLDER.resolve("workspace");
    private static final Path LOG = WORKSPACE.resolve(".metadata/.log");

    @Test
    void theViewIsAtHomeInTheIde() throws IOException, InterruptedException {
        Folders.anew(FOLDER);
        var p2 = P2.in(FOLDER.resolve("p2"));
        var repositories = new TestRepositories(p2, FOLDER);
        var ide = new Installation(p2, FOLDER.resolve("ide"));
        assertDone(ide.change(List.of(repositories.ide()), List.of(), List.of(TestRepositories.IDE)));
        var bundles = ide.bundlesInfo();
        var artifacts = ide.artifacts();
        assertDone(ide.change(List.of(TestRepositories.site()), List.of(), List.of(VIEW)));

        try (var workbench = start(ide)) {
            assertEquals("view 'Processes' in [PRMonitor] with an icon of 16x16, page 'PRMonitor'", answer(workbench, "registered"));
            var chosen = answer(workbench, "choose");
            assertTrue(chosen.matches("PRMonitor of \\[General, PRMonitor, .*\\] has \\[Processes\\]: .*Processes\\*.*"), chosen);
            awaitProcess(workbench);
            assertEquals("IdePreferencePage true 10000 closed", answer(workbench, "preferences 100"));
            assertEquals(List.of("eclipse.preferences.version=1", "mostEnded=100"), stored());
            assertEquals(List.of(), Program.of("/bin/sh", "-c", "i=0; while [ $i -lt 200 ]; do /bin/true; i=$((i+1)); done").run());
            answered(workbench, "ended 100", "\\d+ running  ·  100 ended  ·  .*forgotten");
            assertTrue(!answer(workbench, "hide").contains("Processes"), workbench::describe);
            assertTrue(answer(workbench, "show").contains("Processes*"), workbench::describe);
            awaitProcess(workbench);
            assertEquals(List.of(), exit(workbench), "errors in the IDE's log");
        }
        try (var workbench = start(ide)) {
            assertTrue(answer(workbench, "views").contains("Processes*"), workbench::describe);
            awaitProcess(workbench);
            assertEquals("IdePreferencePage true 100 closed", answer(workbench, "preferences 10000"));
            assertEquals(List.of(), stored(), "the default is not kept");
            assertEquals(List.of(), exit(workbench), "errors in the IDE's log");
        }

        assertDone(ide.change(List.of(), List.of(VIEW), List.of()));
        assertEquals(bundles, ide.bundlesInfo());
        assertEquals(artifacts, ide.artifacts());
        try (var workbench = start(ide)) {
            assertEquals("no view, no page", answer(workbench, "registered"));
            // A view that was open is a tab with nothing in it now, which the IDE complains of and a user closes.
            assertTrue(answer(workbench, "views").contains("Processes"), workbench::describe);
            answer(workbench, "hide");
            var errors = exit(workbench);
            assertTrue(errors.stream().allMatch(error -> error.contains("org.prmonitor.rcp")), errors::toString);
        }
        try (var workbench = start(ide)) {
            assertEquals("Outline, Project Explorer, Tasks", answer(workbench, "views").replace("*", ""));
            assertEquals(List.of(), exit(workbench), "errors in the IDE's log");
        }
    }

    private static RunningProgram start(Installation ide) throws IOException, InterruptedException {
        Files.deleteIfExists(LOG);
        var workbench = ide.start(InstalledJdks.running(), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), "-nosplash", "-data", WORKSPACE.toString());
        workbench.awaitOutput("control open"::equals);
        return workbench;
    }

    /** A real process comes into the rows, and how it ended. */
    private static void awaitProcess(RunningProgram workbench) throws IOException, InterruptedException {
        var mark = "mark-" + UUID.randomUUID();
        workbench.type("filter " + mark + "\n");
        assertEquals(List.of(mark), Program.of("/bin/echo", mark).run());
        answered(workbench, "filter", ".*\\|/bin/echo " + mark);
    }

    private static String answer(RunningProgram workbench, String command) throws IOException, InterruptedException {
        workbench.type(command + "\n");
        return next(workbench, command.split(" ")[0]);
    }

    private static void answered(RunningProgram workbench, String command, String expected) throws IOException, InterruptedException {
        var answer = command.equals("filter") ? next(workbench, command) : answer(workbench, command);
        assertTrue(answer.matches(expected), answer);
    }

    private static String next(RunningProgram workbench, String command) throws InterruptedException {
        var start = "control " + command + " ";
        return workbench.awaitNextOutput(line -> line.startsWith(start) || line.startsWith("control failed"), RunningProgram.PATIENCE)
                .replaceFirst("^" + start, "");
    }

    /** Closes it; what it wrote into its log as errors, with what each is about. */
    private static List<String> exit(RunningProgram workbench) throws IOException, InterruptedException {
        answer(workbench, "exit");
        workbench.assertExit(0);
        return Files.exists(LOG)
                ? Arrays.stream(Files.readString(LOG).split("\n(?=!ENTRY )")).filter(entry -> entry.matches("(?s)!ENTRY \\S+ 4 .*")).toList()
                : List.of();
    }

    private static List<String> stored() throws IOException {
        var file = WORKSPACE.resolve(".metadata/.plugins/org.eclipse.core.runtime/.settings/org.prmonitor.rcp.prefs");
        return Files.exists(file) ? Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList() : List.of();
    }

    private static void assertDone(P2.Result result) {
        assertEquals(0, result.code(), result::output);
    }
}
