package org.prmonitor.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.ContainerTrial;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** Whether Karaf itself, without anything of ours, starts on the newest JDK that is installed: what README says of it. */
@Requires({Requirement.TWO_JDKS, Requirement.SCRIPT})
@Timeout(120)
class NewestJdkIT {

    /** JEP 486 took the Security Manager away in Java 24; {@code bin/karaf} asks for it. */
    private static final int NO_SECURITY_MANAGER = 24;

    @TempDir
    private Path folder;

    @Test
    void karafStartsWhereThereIsASecurityManagerAndSaysWhyNotElsewhere() throws Exception {
        var installed = KarafFolder.in(folder.resolve("karaf"), FeatureRepository.in(folder.resolve("repository")));
        var home = Files.createDirectories(folder.resolve("home"));
        var jdk = InstalledJdks.newest();
        if (jdk.major() < NO_SECURITY_MANAGER) {
            try (var karaf = Karaf.start(installed, jdk, home)) {
                assertEquals(0, karaf.shutdown(), karaf::describe);
            }
            return;
        }
        try (var row = new ContainerTrial("Karaf", System.getProperty("prmonitor.karaf.version"), jdk);
                var karaf = Program.of("bin/karaf").in(installed.folder()).on(jdk).env("EXTRA_JAVA_OPTS", "-Duser.home=" + home).start()) {
            assertNotEquals(0, karaf.awaitExit(), karaf::describe);
            assertTrue((karaf.output() + "" + karaf.error()).contains("Enabling a Security Manager is not supported"), karaf::describe);
            row.doesNotStart();
        }
    }
}
