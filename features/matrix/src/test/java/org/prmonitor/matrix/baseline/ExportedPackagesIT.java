package org.prmonitor.matrix.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.FileResource;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every exported package of every bundle says about itself; and that a wrong mark would be found. */
class ExportedPackagesIT {

    private static final Path BUNDLES = Path.of("../../bundles");
    private static final List<Path> SHIPPED = List.of(Path.of("target/baseline/present"), Path.of("target/containers/prmonitor"));
    private static final String PLANTED = "org.prmonitor.matrix.baseline.planted";

    /** What is shipped, each once. */
    private final List<Jar> jars = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        var names = new TreeSet<String>();
        for (var folder : SHIPPED) {
            try (var files = Files.list(folder)) {
                for (var file : files.sorted().toList()) {
                    if (names.add(file.getFileName().toString())) {
                        jars.add(new Jar(file.toFile()));
                    }
                }
            }
        }
        assertTrue(jars.size() > 8, jars::toString);
    }

    @AfterEach
    void close() {
        jars.forEach(Jar::close);
    }

    /** Found in the sources, so that a bundle that begins to export is not forgotten here. */
    @Test
    void everyBundleThatExportsIsLookedAt() throws Exception {
        var looked = new TreeSet<String>();
        for (var jar : jars) {
            if (!PackageStatus.exports(jar).isEmpty()) {
                looked.add(jar.getBsn());
            }
        }
        var exporting = new TreeSet<String>();
        try (var sources = Files.find(BUNDLES, 16, (file, attributes) -> file.endsWith("package-info.java"))) {
            for (var source : sources.toList()) {
                if (Files.readString(source).contains("\n@Export")) {
                    exporting.add(BUNDLES.relativize(source).getName(0).toString());
                }
            }
        }
        assertEquals(exporting, looked);
    }

    @Test
    void everyExportedPackageSaysWhatItPromises() throws Exception {
        for (var jar : jars) {
            assertEquals(List.of(), PackageStatus.wrong(jar, BUNDLES.resolve(jar.getBsn()).resolve("src/main/java")));
        }
    }

    /** For people, where the rule is written. */
    @Test
    void theTableOfPackagesIsThatOfTheManifests() throws Exception {
        var expected = new TreeSet<String>();
        for (var jar : jars) {
            for (var exported : PackageStatus.exports(jar).entrySet()) {
                expected.add("| `" + exported.getKey() + "` | " + exported.getValue().get(PackageStatus.ATTRIBUTE) + " |");
            }
        }
        try (var lines = Files.lines(BUNDLES.resolve("org.prmonitor.api/README.md"))) {
            var rows = lines.filter(line -> line.startsWith("| `org.prmonitor."))
                    .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(expected, rows);
        }
    }

    /** A bundle that asked for a proposed package would not resolve any more on the day when it becomes stable. */
    @Test
    void noImportAsksForAStatus() throws Exception {
        var imports = 0;
        for (var jar : jars) {
            for (var imported : new Parameters(jar.getManifest().getMainAttributes().getValue("Import-Package")).entrySet()) {
                assertFalse(imported.getValue().containsKey(PackageStatus.ATTRIBUTE), jar.getBsn() + ": " + imported);
                imports += imported.getKey().startsWith("org.prmonitor.") ? 1 : 0;
            }
        }
        assertTrue(imports > 8, "imports of ours: " + imports);
    }

    @Test
    void everyExportedInterfaceSaysWhoImplementsIt() throws Exception {
        var types = ImplementedBy.of(jars);
        assertEquals(Set.of(), types.unclear);
        assertEquals("ConsumerType", types.annotated.get("org.prmonitor.api.MonitorEventListener"));
        assertEquals("ProviderType", types.annotated.get("org.prmonitor.api.event.MonitorEvent"));
    }

    /** What the API's own bundle and the source alone implement is theirs; of what is for others, some is implemented by others of us. */
    @Test
    void theyAreImplementedByWhomTheySay() throws Exception {
        var types = ImplementedBy.of(jars);
        var implementedByOthers = new TreeSet<String>();
        types.annotated.forEach((type, role) -> {
            var others = new TreeSet<>(types.implementers.getOrDefault(type, Set.of()));
            others.removeIf(bundle -> type.startsWith(bundle + '.') || bundle.equals("org.prmonitor.source"));
            if (!others.isEmpty()) {
                assertEquals("ConsumerType", role, () -> type + " is implemented by " + others);
                implementedByOthers.add(type);
            }
        });
        assertTrue(implementedByOthers.containsAll(List.of("org.prmonitor.api.MonitorEventListener", "org.prmonitor.api.channel.MonitorChannel")),
                implementedByOthers::toString);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "ok", value = {
        "status=proposed;version=0.9.0 | ok",
        "status=stable;version=0.9.0   | write @Export(attribute = \"status=proposed\")",
        "status=proposed;version=1.0.0 | write @Export(attribute = \"status=stable\")",
        "status=stable;version=1.0.0   | does not say <b>Stable:</b>",
        "version=0.9.0                 | and it says null",
        "status=proposed;version=0.9.0;mandatory:=status | has a mandatory attribute"
    })
    void aWrongMarkIsFound(String attributes, String expected) throws Exception {
        try (var jar = planted(attributes)) {
            var wrong = PackageStatus.wrong(jar, Path.of("src/test/java"));
            assertEquals(expected == null, wrong.isEmpty(), wrong::toString);
            assertTrue(expected == null || wrong.stream().anyMatch(line -> line.startsWith(PLANTED) && line.contains(expected)), wrong::toString);
        }
    }

    @Test
    void anInterfaceThatDoesNotSayWhoImplementsItIsFound() throws Exception {
        try (var jar = planted("version=0.9.0")) {
            var types = ImplementedBy.of(List.of(jar));
            assertEquals(Set.of(PLANTED + ".AbstractClass", PLANTED + ".Interface", PLANTED + ".Interface$Nested"), types.unclear);
            assertEquals(Set.of(PLANTED + ".Provided"), types.annotated.keySet());
            assertEquals(Set.of("planted"), types.implementers.get(PLANTED + ".Interface"));
        }
    }

    private static Jar planted(String attributes) throws IOException {
        var jar = new Jar("planted");
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-SymbolicName", "planted");
        main.putValue("Export-Package", PLANTED + ';' + attributes);
        jar.setManifest(manifest);
        var folder = PLANTED.replace('.', '/');
        try (Stream<Path> classes = Files.list(Path.of("target/test-classes").resolve(folder))) {
            for (var file : classes.toList()) {
                jar.putResource(folder + '/' + file.getFileName(), new FileResource(file));
            }
        }
        return jar;
    }
}
