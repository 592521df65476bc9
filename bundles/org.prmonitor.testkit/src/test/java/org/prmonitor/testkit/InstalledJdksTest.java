package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledJdksTest {

    @TempDir
    Path folder;

    private Path jdk(String name, String version) throws IOException {
        var home = Files.createDirectories(folder.resolve(name));
        var java = Files.createFile(Files.createDirectories(home.resolve("bin")).resolve("java"));
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void aJdkIsAFolderWithAReleaseAndAJava() throws IOException {
        var jdk = InstalledJdk.at(jdk("new", "25.0.3")).orElseThrow();
        assertEquals(25, jdk.major());
        assertEquals(folder.toRealPath().resolve("new/bin/java"), jdk.java());
        assertEquals(Optional.empty(), InstalledJdk.at(folder));
        assertEquals(Optional.empty(), InstalledJdk.at(folder.resolve("none")));
        assertEquals(Optional.empty(), InstalledJdk.at(jdk("eight", "1.8.0_392")));
        var broken = jdk("broken", "21");
        Files.delete(broken.resolve("bin/java"));
        assertEquals(Optional.empty(), InstalledJdk.at(broken));
    }

    @Test
    void theOldestIsFirstAndNoneIsThereTwice() throws IOException {
        var newest = jdk("newest", "25.0.3");
        var old = jdk("old", "17.0.9");
        var older = jdk("older", "17.0.10");
        var link = Files.createSymbolicLink(folder.resolve("link"), newest);
        var jdks = List.of(newest, link, older, old, jdk("eleven", "11.0.2")).stream().flatMap(each -> InstalledJdk.at(each).stream()).toList();
        assertEquals(
                List.of("17.0.9", "17.0.10", "25.0.3"),
                InstalledJdks.sorted(jdks).stream().map(each -> each.version().toString()).toList());
    }

    @Test
    void foldersAreListedNamedByTheEnvironmentAndThoseOfTheSystem() throws IOException {
        var system = jdk("system/one", "21");
        var environment = Map.of("JAVA_HOME_21_X64", "/named/21", "JAVA_HOMES", "/other", "PATH", "/bin");
        var candidates = InstalledJdks.candidates("/listed/a, /listed/b", environment, system.getParent());
        assertEquals(List.of(Path.of("/listed/a"), Path.of("/listed/b"), Path.of("/named/21"), system), candidates);
        assertEquals(List.of(), InstalledJdks.candidates("", Map.of(), folder.resolve("none")));
    }

    @Test
    void theOneThatRunsThisIsAmongThem() {
        assertTrue(InstalledJdks.all().stream().anyMatch(jdk -> jdk.home().equals(InstalledJdks.running().home())));
        assertTrue(InstalledJdks.newest().version().compareTo(InstalledJdks.running().version()) >= 0);
    }

    @Test
    @Requires(Requirement.TWO_JDKS)
    void theOldestMajorAndTheNewestAreTwo() throws Exception {
        var jdks = InstalledJdks.oldestAndNewest();
        assertEquals(2, jdks.size());
        assertEquals(InstalledJdks.OLDEST_MAJOR, jdks.get(0).major());
        assertNotEquals(InstalledJdks.OLDEST_MAJOR, jdks.get(1).major());
        for (var jdk : jdks) {
            var said = Program.java(jdk, "-XshowSettings:properties", "-version").start();
            said.assertExit(0);
            assertTrue(said.error().stream().anyMatch(line -> line.contains("java.specification.version = " + jdk.major())), said::describe);
        }
    }
}
