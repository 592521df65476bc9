package org.prmonitor.matrix.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported packages and the last release; and that a wrong version would be found, with a release made of the present bundle. */
class BaselineIT {

    private static final Path PRESENT = Path.of("target/baseline/present");
    private static final Path RELEASED = Path.of("target/baseline/released");

    private static final String PACKAGE = "org.prmonitor.api.text";
    private static final String CLASS = "org/prmonitor/api/text/ExitStatusText.class";

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Path jar(Path folder, String name) throws IOException {
        return jars(folder).stream()
                .filter(file -> file.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in '" + folder + "'"));
    }

    @Test
    void everyVersionSaysWhatChangedSinceTheLastRelease() throws Exception {
        if (jars(RELEASED).isEmpty()) {
            System.out.println("No release to compare with: -Dprmonitor.baseline.version does not name one");
            return;
        }
        for (var name : List.of("org.prmonitor.api", "org.prmonitor.testkit")) {
            try (var newer = new Jar(jar(PRESENT, name).toFile());
                    var older = new Jar(jar(RELEASED, name).toFile())) {
                assertEquals(List.of(), PackageVersions.wrong(newer, older), name);
            }
        }
    }

    /** A bundle that begins to export is compared too. */
    @Test
    void everyBundleThatExportsIsCompared() throws Exception {
        var shipped = Stream.concat(jars(Path.of("target/containers/prmonitor")).stream(), jars(PRESENT).stream()).toList();
        assertTrue(shipped.size() > 8, shipped::toString);
        for (var file : shipped) {
            try (var jar = new Jar(file.toFile())) {
                var exports = jar.getManifest().getMainAttributes().getValue("Export-Package") != null;
                var project = Files.readString(Path.of("../../bundles", jar.getBsn(), "pom.xml"));
                assertEquals(exports, project.contains("<artifactId>bnd-baseline-maven-plugin</artifactId>"), jar.getBsn());
            }
        }
    }

    @ParameterizedTest(name = "a class {0} since {1}, and it says {2}: {3}")
    @CsvSource({
        // bnd judges these,
        "added, 1.2.0, 1.2.0, 1.3.0",
        "added, 1.2.0, 1.2.1, 1.3.0",
        "added, 1.2.0, 1.3.0, ok",
        "removed, 1.2.0, 1.3.0, 2.0.0",
        "removed, 1.2.0, 2.0.0, ok",
        // and lets these pass.
        "added, 0.2.0, 0.2.0, 0.3.0",
        "added, 0.2.0, 0.2.1, 0.3.0",
        "added, 0.2.0, 0.3.0, ok",
        "removed, 0.2.0, 0.2.0, 0.3.0",
        "removed, 0.2.0, 0.3.0, ok",
        "removed, 0.2.0, 1.0.0, ok",
        "unchanged, 0.2.0, 0.2.0, ok",
        "unchanged, 1.2.0, 1.2.0, ok",
        // A mark is no change of what a consumer compiles against.
        "unmarked, 0.2.0, 0.2.0, ok",
        "unmarked, 1.2.0, 1.2.0, ok"
    })
    void aWrongVersionIsFound(String change, String released, String present, String expected) throws Exception {
        var file = jar(PRESENT, "org.prmonitor.api").toFile();
        try (var newer = new Jar(file);
                var older = new Jar(file)) {
            setVersion(newer, present);
            setVersion(older, released);
            switch (change) {
                case "added" -> assertNotNull(older.remove(CLASS));
                case "removed" -> assertNotNull(newer.remove(CLASS));
                case "unmarked" -> removeMarks(older);
                default -> assertEquals("unchanged", change);
            }
            var wrong = PackageVersions.wrong(newer, older);
            if (expected.equals("ok")) {
                assertEquals(List.of(), wrong);
            } else {
                assertEquals(1, wrong.size(), wrong::toString);
                assertTrue(wrong.get(0).startsWith(PACKAGE + ": ") && wrong.get(0).endsWith("@Version(\"" + expected + "\")"), wrong.get(0));
            }
        }
    }

    /** Where the manifest says it; the copy of it in the package's class would be compared as a change. */
    private static void setVersion(Jar jar, String version) throws Exception {
        var attributes = jar.getManifest().getMainAttributes();
        var exports = attributes.getValue("Export-Package");
        var changed = exports.replaceAll("(" + PACKAGE.replace(".", "\\.") + ";[^,]*?version=)\"[^\"]*\"", "$1\"" + version + "\"");
        assertEquals(version, new Parameters(changed).get(PACKAGE).getVersion(), exports);
        attributes.putValue("Export-Package", changed);
        assertNotNull(jar.remove("org/prmonitor/api/text/package-info.class"));
    }

    /** As if the release had been made before packages said what they promise. */
    private static void removeMarks(Jar jar) throws Exception {
        var attributes = jar.getManifest().getMainAttributes();
        var exports = attributes.getValue("Export-Package");
        var changed = exports.replaceAll(";" + PackageStatus.ATTRIBUTE + "=\\w+", "");
        assertNotEquals(exports, changed);
        attributes.putValue("Export-Package", changed);
    }
}
