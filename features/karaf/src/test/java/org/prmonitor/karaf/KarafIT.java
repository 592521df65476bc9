package org.prmonitor.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.ContainerTrial;
import org.prmonitor.testkit.ContainerTrial.Stage;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.SequenceAudit;

/** Our features in the published Karaf, with real processes of a real kernel: installed, swapped, updated, uninstalled. */
@Requires({Requirement.EBPF, Requirement.SCRIPT})
@Timeout(300)
class KarafIT {

    private static final String LATER = "9.0.0";
    private static final Pattern SAW = Pattern.compile("listener \\S+ saw (\\d+) (\\S+).*");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void theFeatureIsInstalledUpdatedAndUninstalledWhileProcessesRun() throws Exception {
        var repository = FeatureRepository.in(folder.resolve("repository"));
        repository.release(LATER);
        var installed = KarafFolder.in(folder.resolve("karaf"), repository);
        var home = Files.createDirectories(folder.resolve("home"));
        var jdk = InstalledJdks.ofMajor(InstalledJdks.OLDEST_MAJOR).orElseThrow();
        var before = installed.files();
        try (var result = new ContainerTrial("Karaf", System.getProperty("prmonitor.karaf.version"), jdk);
                var karaf = Karaf.start(installed, jdk, home)) {
            var bundles = bundles(karaf);
            var threads = karaf.threads();

            Files.writeString(installed.etc().resolve("org.prmonitor.source.cfg"), "types = started,forked,exited\n");
            karaf.run("feature:repo-add " + FeatureRepository.coordinates(FeatureRepository.VERSION));
            karaf.run("feature:install prmonitor");
            KarIT.awaitFeatures(karaf, "prmonitor", "prmonitor-api");
            assertFalse(bundles(karaf).stream().anyMatch(bundle -> bundle.contains("console") && bundle.contains("prmonitor")));
            ConsumerBundle.drop(installed.deploy(), "1.0.0");
            karaf.awaitError("listener 1.0.0 started"::equals);
            result.saw(Stage.DEPLOYED);

            var expected = new ArrayList<>(runUntilHandled(karaf, "1.0.0 on EventAdmin"));
            expected.addAll(Storm.run(20));
            assertSeen(karaf, "1.0.0", expected);
            assertTrue(karaf.error().stream().anyMatch(line -> line.endsWith(" ProcessForked")), karaf::describe);
            result.saw(Stage.EVENTS);

            var running = new AtomicBoolean(true);
            var meanwhile = CompletableFuture.supplyAsync(() -> Storm.runWhile(running));
            ConsumerBundle.drop(installed.deploy(), "2.0.0");
            karaf.awaitError("listener 2.0.0 started"::equals);
            running.set(false);
            expected.addAll(meanwhile.get());
            expected.addAll(Storm.run(20));
            assertSeen(karaf, "2.0.0", expected);
            assertExactlyOnce(karaf, expected);
            result.saw(Stage.SWAPPED);

            // As README says: without the time-out, Felix's EventAdmin hands nothing over to threads of its own.
            Files.writeString(installed.etc().resolve("org.apache.felix.eventadmin.impl.EventAdmin.cfg"),
                    "org.apache.felix.eventadmin.Timeout = 0\n", StandardOpenOption.APPEND);
            runUntilHandled(karaf, "2.0.0 on prmonitor-event-admin ");

            commandsAnswer(karaf);

            karaf.run("feature:repo-add " + FeatureRepository.coordinates(LATER));
            karaf.run("feature:install --upgrade prmonitor prmonitor-shell");
            karaf.await("bundle:list -t 0 -s --no-format", lines -> ours(lines).stream().allMatch(line -> line.contains(LATER)));
            KarIT.awaitFeatures(karaf, "prmonitor", "prmonitor-api", "prmonitor-shell");
            karaf.await("prmonitor:status", KarafIT::isRunning);
            assertSeen(karaf, "2.0.0", Storm.run(5));

            Files.delete(installed.deploy().resolve("consumer.jar"));
            karaf.await("bundle:list -t 0 -s --no-format", lines -> lines.stream().noneMatch(line -> line.contains(ConsumerBundle.NAME)));
            karaf.run("feature:uninstall prmonitor-shell prmonitor");
            KarIT.awaitFeatures(karaf);
            karaf.run("feature:repo-remove " + FeatureRepository.coordinates(FeatureRepository.VERSION));
            karaf.run("feature:repo-remove " + FeatureRepository.coordinates(LATER));
            Files.delete(installed.etc().resolve("org.prmonitor.source.cfg"));

            assertEquals(bundles, bundles(karaf), karaf::describe);
            assertEquals(List.of(), karaf.bpf());
            assertEquals(List.of(), karaf.threads().stream().filter(thread -> thread.startsWith("prmonitor")).toList(), () -> "before: " + threads);
            assertEquals(List.of(), mentions(karaf.run("service:list")));
            assertEquals(List.of(), mentions(karaf.run("feature:repo-list")));
            karaf.await("config:list", lines -> lines.stream().anyMatch(line -> line.startsWith("Pid:")) && mentions(lines).isEmpty());

            assertEquals(0, karaf.shutdown(), karaf::describe);
            assertEquals(before, installed.files());
            assertEquals(List.of(), installed.mentioning("prmonitor"));
            // JNA unpacks its library there, and deletes it in the end.
            assertEquals(Set.of(), Folders.files(home, Set.of()));
            assertEquals(List.of(), installed.log().filter(line -> line.matches(".*\\| (WARN|ERROR) .*org\\.prmonitor.*")).toList());
            result.saw(Stage.STOPPED);
        }
    }

    private static void commandsAnswer(Karaf karaf) throws IOException, InterruptedException {
        karaf.run("feature:install prmonitor-shell");
        KarIT.awaitFeatures(karaf, "prmonitor", "prmonitor-api", "prmonitor-shell");
        var status = karaf.await("prmonitor:status", KarafIT::isRunning);
        assertTrue(status.contains("channel    linux-ebpf"), () -> "" + status);
        assertTrue(status.stream().anyMatch(line -> line.startsWith("event-admin ")), () -> "" + status);
        var listeners = karaf.run("prmonitor:listeners");
        assertTrue(listeners.stream().anyMatch(line -> line.matches("karaf-consumer +somebody\\.else 2\\.0\\.0 +running .*")), () -> "" + listeners);
        assertTrue(karaf.run("prmonitor:channels").stream().anyMatch(line -> line.matches("\\* +linux-ebpf .*")));
        assertTrue(karaf.run("prmonitor:doctor").stream().anyMatch(line -> line.startsWith("auto takes linux-ebpf")));
        assertTrue(karaf.run("prmonitor:ps").stream().anyMatch(line -> line.contains("script -qec exec bin/karaf")));
        assertFalse(karaf.bpf().isEmpty());
    }

    private static boolean isRunning(List<String> status) {
        return status.contains("state      running");
    }

    /** The last of these exits came on both lanes. */
    private static void assertSeen(Karaf karaf, String version, List<Long> processes) throws InterruptedException {
        var last = " exit " + Storm.CODE + " of " + processes.get(processes.size() - 1);
        karaf.awaitError(line -> line.startsWith("handler " + version + " ") && line.endsWith(last));
        karaf.awaitError(line -> line.startsWith("listener " + version + " saw ") && line.endsWith(last));
    }

    /** On the listener lane, over both versions: every number once and in order, and every process of ours among them. */
    private static void assertExactlyOnce(Karaf karaf, List<Long> processes) {
        var audit = new SequenceAudit();
        var exits = new ArrayList<Long>();
        for (var line : karaf.error()) {
            var saw = SAW.matcher(line);
            if (saw.matches()) {
                audit.accept(Long.parseLong(saw.group(1)));
            }
            if (line.startsWith("listener ") && line.contains(" exit " + Storm.CODE + " of ")) {
                exits.add(Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        var findings = audit.findings(audit.highest());
        assertTrue(findings.isClean(), () -> findings + "\n" + karaf.describe());
        // Others on this machine may return the same.
        exits.retainAll(Set.copyOf(processes));
        assertEquals(processes, exits);
        var stopped = karaf.error().indexOf("listener 1.0.0 stopped");
        assertTrue(stopped >= 0 && stopped < karaf.error().indexOf("listener 2.0.0 started"), karaf::describe);
    }

    private static List<String> bundles(Karaf karaf) throws IOException, InterruptedException {
        // Without ids: what goes and comes back has another one.
        return karaf.run("bundle:list -t 0 -s --no-format").stream()
                .filter(line -> line.matches("\\d+\\s.*"))
                .map(line -> line.replaceFirst("^\\d+\\s+\\S+\\s+\\d+\\s+", ""))
                .sorted()
                .toList();
    }

    private static List<String> ours(List<String> bundles) {
        var ours = bundles.stream().filter(line -> line.contains("org.prmonitor")).toList();
        assertFalse(ours.isEmpty());
        return ours;
    }

    private static List<String> mentions(List<String> lines) {
        return lines.stream().filter(line -> line.contains("prmonitor")).toList();
    }

    private static List<Long> runUntilHandled(Karaf karaf, String handler) throws IOException, InterruptedException {
        return Storm.runUntil(processId ->
                karaf.says(line -> line.startsWith("handler " + handler) && line.endsWith(" exit " + Storm.CODE + " of " + processId)));
    }
}
