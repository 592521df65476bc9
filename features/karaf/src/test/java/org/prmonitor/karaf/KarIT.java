package org.prmonitor.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The KAR in {@code deploy/}, configuration in {@code etc/}, and all features at once. */
@Requires({Requirement.EBPF, Requirement.SCRIPT})
@Timeout(300)
class KarIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    /** Nothing else that Karaf can reach has a bundle of ours, so all of it comes out of the KAR. */
    @Test
    void theKarBringsEveryFeatureAndEachDoesWhatItIsFor() throws Exception {
        var installed = KarafFolder.in(folder.resolve("karaf"), FeatureRepository.withoutOurs(folder.resolve("repository")));
        var recording = folder.resolve("recording");
        Files.writeString(installed.etc().resolve("org.prmonitor.consumer.console.cfg"), "format = json\nfilter = (exit.code=" + Storm.CODE + ")\n");
        Files.writeString(installed.etc().resolve("org.prmonitor.consumer.recorder.cfg"), "directory = " + recording + "\n");
        var jdk = InstalledJdks.ofMajor(InstalledJdks.OLDEST_MAJOR).orElseThrow();
        try (var karaf = Karaf.start(installed, jdk, Files.createDirectories(folder.resolve("home")))) {
            Files.copy(Path.of(System.getProperty("prmonitor.karaf.kar")), installed.deploy().resolve("prmonitor.kar"));
            awaitFeatures(karaf, "prmonitor", "prmonitor-api");
            karaf.run("feature:install prmonitor-shell prmonitor-jmx prmonitor-healthcheck prmonitor-kotlin prmonitor-recorder prmonitor-console");
            awaitFeatures(karaf, "prmonitor", "prmonitor-api", "prmonitor-console", "prmonitor-healthcheck", "prmonitor-jmx", "prmonitor-kotlin", "prmonitor-recorder", "prmonitor-shell");
            karaf.await("prmonitor:listeners", lines -> lines.stream().anyMatch(line -> line.matches("org\\.prmonitor\\.consumer\\.recorder +.* running .*")));

            var printed = Storm.runUntil(processId ->
                    karaf.shows(line -> line.contains("\"process.id\":" + processId + ",") && line.contains("\"exit.code\":" + Storm.CODE)));
            var pid = printed.get(printed.size() - 1);
            karaf.await("shell:cat " + recording.resolve("prmonitor.ocsf.jsonl"),
                    lines -> lines.stream().anyMatch(line -> line.contains("\"exit_code\":" + Storm.CODE) && line.contains("\"pid\":" + pid + ",")));
            karaf.await("hc:exec prmonitor", lines -> lines.stream().anyMatch(line -> line.matches("PRMonitor +OK .*running on linux-ebpf.*")));
            assertEquals("running", state(karaf.pid()));
            assertTrue(installed.log().anyMatch(line -> line.matches(".*\\| INFO .*org\\.prmonitor\\.source .*channel linux-ebpf is open.*")));

            karaf.run("feature:uninstall prmonitor-shell prmonitor-jmx prmonitor-healthcheck prmonitor-kotlin prmonitor-recorder prmonitor-console");
            awaitFeatures(karaf, "prmonitor", "prmonitor-api");
            Files.delete(installed.deploy().resolve("prmonitor.kar"));
            awaitFeatures(karaf);
            assertEquals(List.of(), karaf.bpf());
            assertEquals(0, karaf.shutdown(), karaf::describe);
        }
    }

    /** Those of ours that are installed. Karaf may have restarted its console for a feature, and its commands come later than its prompt. */
    static void awaitFeatures(Karaf karaf, String... expected) throws IOException, InterruptedException {
        karaf.await("feature:list -i --no-format", lines -> lines.stream().anyMatch(line -> line.startsWith("feature "))
                && List.of(expected).equals(lines.stream()
                        .map(line -> line.split("\\s+")[0])
                        .filter(name -> name.startsWith("prmonitor"))
                        .sorted()
                        .toList()));
    }

    /** As any JMX client sees it. */
    private static String state(long pid) throws Exception {
        var machine = VirtualMachine.attach(Long.toString(pid));
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            return "" + connector.getMBeanServerConnection().getAttribute(new ObjectName("org.prmonitor:type=MonitorEventSource"), "State");
        } finally {
            machine.detach();
        }
    }
}
