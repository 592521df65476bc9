package org.prmonitor.p2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prmonitor.testkit.ContainerTrial;
import org.prmonitor.testkit.ContainerTrial.Stage;
import org.prmonitor.testkit.InstalledJdk;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.RunningProgram;

/** The site as an installer sees it: p2's director on an Equinox that has nothing but what every Eclipse has. */
@Requires({Requirement.LINUX, Requirement.EBPF})
class DirectorIT {

    private static final String FEATURE = "org.prmonitor.feature.feature.group";
    private static final String VIEW = "org.prmonitor.rcp.feature.feature.group";
    private static final Path FOLDER = Path.of("target/director").toAbsolutePath();
    private static final List<String> OURS = List.of("org.prmonitor.api", "org.prmonitor.nativeaccess", "org.prmonitor.source");

    private static P2 p2;
    private static TestRepositories repositories;
    private static Path consumers;
    private static Installation empty;
    private static Installation installed;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Folders.anew(FOLDER);
        p2 = P2.in(FOLDER.resolve("p2"));
        repositories = new TestRepositories(p2, FOLDER);
        consumers = repositories.consumers();
        empty = new Installation(p2, FOLDER.resolve("empty"));
        assertDone(empty.change(List.of(repositories.platform()), List.of(), List.of(TestRepositories.PLATFORM)));
        installed = empty.copyTo(FOLDER.resolve("installed"));
        assertDone(installed.change(
                List.of(TestRepositories.site(), consumers), List.of(), List.of(FEATURE, TestRepositories.CONSUMER + "/1.0.0")));
    }

    static List<InstalledJdk> jdks() {
        return InstalledJdks.oldestAndNewest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aConsumerSeesTheKernelsEventsIsSwappedAndStops(InstalledJdk jdk) throws IOException, InterruptedException {
        var installation = installed.copyTo(FOLDER.resolve("jdk-" + jdk.major()));
        try (var equinox = installation.start(jdk)) {
            assertEquals("consumer 1.0.0 RUNNING linux-ebpf", equinox.awaitOutput(line -> line.startsWith("consumer ")));
            var deployed = bundles(equinox, "bundles");
            assertTrue(OURS.stream().allMatch(name -> deployed.contains(name + "/" + TestRepositories.version() + "/active")), deployed::toString);

            try (var trial = new ContainerTrial("Equinox via p2", frameworkVersion(deployed), jdk)) {
                trial.saw(Stage.DEPLOYED);
                awaitProcess(equinox, "1.0.0", 101);
                trial.saw(Stage.EVENTS);

                assertDone(installation.change(
                        List.of(consumers), List.of(TestRepositories.CONSUMER + "/1.0.0"), List.of(TestRepositories.CONSUMER + "/2.0.0")));
                // Whichever of the two sees them: one of them has to.
                var storm = shell("i=0; while [ $i -lt 1000 ]; do /bin/true; i=$((i+1)); done; ", 102);
                var swapped = bundles(equinox, "apply");
                assertTrue(swapped.contains(TestRepositories.CONSUMER + "/2.0.0/active"), swapped::toString);
                assertTrue(swapped.stream().noneMatch(bundle -> bundle.startsWith(TestRepositories.CONSUMER + "/1")), swapped::toString);
                awaitExit(equinox, "2.0.0", storm, 102);
                var numbers = listenerNumbers(equinox);
                assertEquals(LongStream.rangeClosed(numbers.get(0), numbers.get(0) + numbers.size() - 1).boxed().toList(), numbers, "each once, in order, across the swap");
                trial.saw(Stage.SWAPPED);

                assertTrue(answer(equinox, "resources").matches("bpf=[1-9]\\d* threads=\\[prmonitor.*]"), equinox::describe);
                assertEquals("bpf=0 threads=[]", answer(equinox, "release"), equinox::describe);
                equinox.type("stop\n");
                equinox.assertExit(0);
                trial.saw(Stage.STOPPED);
            }
        }
    }

    @Test
    void updatesToAHigherVersionAndUninstallsWithoutATrace() throws IOException, InterruptedException {
        var installation = installed.copyTo(FOLDER.resolve("updated"));
        var next = TestRepositories.nextVersion();
        assertDone(installation.change(List.of(repositories.nextSite()), List.of(FEATURE), List.of(FEATURE + "/" + next)));
        assertEquals(List.of(FEATURE + "/" + next, TestRepositories.CONSUMER + "/1.0.0", TestRepositories.PLATFORM + "/1.0.0"), installation.roots());
        assertEquals(
                OURS.stream().map(name -> name + "," + next).toList(),
                installation.bundlesInfo().stream().filter(line -> line.startsWith("org.prmonitor.")).map(DirectorIT::nameAndVersion).toList());
        var old = "_" + TestRepositories.version();
        assertTrue(installation.artifacts().stream().noneMatch(name -> name.contains(old)), () -> "old versions are left");
        try (var equinox = installation.start(InstalledJdks.running())) {
            assertEquals("consumer 1.0.0 RUNNING linux-ebpf", equinox.awaitOutput(line -> line.startsWith("consumer ")));
            awaitProcess(equinox, "1.0.0", 103);
            stop(equinox);
        }

        assertDone(installation.change(List.of(), List.of(FEATURE, TestRepositories.CONSUMER), List.of()));
        assertEquals(empty.roots(), installation.roots());
        assertEquals(empty.bundlesInfo(), installation.bundlesInfo());
        assertEquals(empty.artifacts(), installation.artifacts());
        try (var equinox = installation.start(InstalledJdks.running())) {
            var left = bundles(equinox, "bundles");
            assertTrue(left.stream().noneMatch(name -> name.contains("prmonitor") || name.contains("jna") || name.startsWith("somebody")), left::toString);
            stop(equinox);
        }
        assertEquals(List.of(), installation.traces("prmonitor"));
    }

    @Test
    void refusesAnArtifactThatIsNotTheOneThatWasPublished() throws IOException, InterruptedException {
        var site = Files.createDirectories(FOLDER.resolve("wrong-site"));
        for (var file : Archive.readFolder(TestRepositories.site()).entrySet()) {
            Files.createDirectories(site.resolve(file.getKey()).getParent());
            Files.write(site.resolve(file.getKey()), file.getValue());
        }
        var version = TestRepositories.version();
        // A jar as good as any, but another.
        Files.copy(
                site.resolve("plugins/org.prmonitor.api.source_" + version + ".jar"),
                site.resolve("plugins/org.prmonitor.api_" + version + ".jar"),
                StandardCopyOption.REPLACE_EXISTING);
        var installation = empty.copyTo(FOLDER.resolve("refused"));

        var result = installation.change(List.of(site), List.of(), List.of(FEATURE));

        assertNotEquals(0, result.code(), result::output);
        assertTrue(result.output().contains("org.prmonitor.api") && result.output().contains("SHA-"), result::output);
        assertEquals(empty.roots(), installation.roots());
        assertEquals(empty.bundlesInfo(), installation.bundlesInfo());
    }

    @Test
    void theViewIsInstalledWhereEclipse4IsAndRefusedWhereItIsNot() throws IOException, InterruptedException {
        var installation = empty.copyTo(FOLDER.resolve("with-view"));

        var refused = installation.change(List.of(TestRepositories.site()), List.of(), List.of(VIEW));
        assertNotEquals(0, refused.code(), refused::output);
        assertTrue(refused.output().contains("Missing requirement: PRMonitor Process View"), refused::output);
        assertEquals(empty.bundlesInfo(), installation.bundlesInfo());

        var all = List.of(VIEW, "org.prmonitor.recorder.feature.feature.group", "org.prmonitor.shell.feature.feature.group");
        assertDone(installation.change(List.of(TestRepositories.site(), repositories.eclipse()), List.of(), all));
        var names = installation.bundlesInfo().stream().map(DirectorIT::nameAndVersion).toList();
        for (var name : List.of(
                "org.prmonitor.api", "org.prmonitor.nativeaccess", "org.prmonitor.source", "org.prmonitor.rcp", "org.prmonitor.consumer.recorder", "org.prmonitor.shell", "org.prmonitor.jmx")) {
            assertTrue(names.contains(name + "," + TestRepositories.version()), names::toString);
        }
        assertTrue(names.stream().anyMatch(name -> name.startsWith("org.eclipse.swt,")), names::toString);
    }

    private static void assertDone(P2.Result result) {
        assertEquals(0, result.code(), result::output);
    }

    /** Starts a process that ends with a code. */
    private static Process shell(String command, int code) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", command + "exit " + code).start();
    }

    /** Waits until both lanes of a consumer have seen its end. */
    private static void awaitExit(RunningProgram equinox, String version, Process process, int code) throws InterruptedException {
        assertEquals(code, process.waitFor());
        awaitBoth(equinox, version, " exit " + code + " of " + process.pid());
    }

    private static void awaitBoth(RunningProgram equinox, String version, String event) throws InterruptedException {
        for (var lane : List.of("listener ", "handler ")) {
            equinox.awaitOutput(line -> line.startsWith(lane + version + " saw ") && line.endsWith(event));
        }
    }

    /** Runs a process and waits until both lanes have seen its start, with its exact arguments, and its end. */
    private static void awaitProcess(RunningProgram equinox, String version, int code) throws IOException, InterruptedException {
        var process = shell("", code);
        awaitExit(equinox, version, process, code);
        awaitBoth(equinox, version, " start of " + process.pid() + " /bin/sh -c exit " + code);
    }

    private static List<Long> listenerNumbers(RunningProgram equinox) {
        return equinox.output().stream().filter(line -> line.startsWith("listener ")).map(line -> Long.valueOf(line.split(" ")[3])).toList();
    }

    private static String answer(RunningProgram equinox, String command) throws IOException, InterruptedException {
        equinox.type(command + "\n");
        var start = "control " + command + " ";
        return equinox.awaitOutput(line -> line.startsWith(start) || line.startsWith("control failed")).replaceFirst("^" + start, "");
    }

    private static List<String> bundles(RunningProgram equinox, String command) throws IOException, InterruptedException {
        return List.of(answer(equinox, command).split(","));
    }

    private static void stop(RunningProgram equinox) throws IOException, InterruptedException {
        equinox.type("stop\n");
        equinox.assertExit(0);
    }

    private static String nameAndVersion(String line) {
        var fields = line.split(",");
        return fields[0] + "," + fields[1];
    }

    private static String frameworkVersion(List<String> bundles) {
        return bundles.stream()
                .filter(bundle -> bundle.startsWith("org.eclipse.osgi/"))
                .map(bundle -> bundle.split("/")[1].replaceFirst("\\.v\\d.*$", ""))
                .findFirst()
                .orElseThrow();
    }
}
