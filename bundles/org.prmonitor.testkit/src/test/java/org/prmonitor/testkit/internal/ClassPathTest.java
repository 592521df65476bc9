package org.prmonitor.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** How bundles are found on a class path, and what is said where they are not. */
class ClassPathTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private static Manifest manifest(String... headers) {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        for (var header : headers) {
            var colon = header.indexOf(':');
            attributes.putValue(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return manifest;
    }

    private Path jar(String name, String... headers) throws IOException {
        var jar = folder.resolve(name);
        try (var output = new JarOutputStream(Files.newOutputStream(jar), manifest(headers))) {
            output.finish();
        }
        return jar;
    }

    private Path classes(String... headers) throws IOException {
        var classes = Files.createDirectories(folder.resolve("classes"));
        try (var output = Files.newOutputStream(Files.createDirectories(classes.resolve("META-INF")).resolve("MANIFEST.MF"))) {
            manifest(headers).write(output);
        }
        return classes;
    }

    /** Nothing but these. */
    private static ClassLoader loader(Path... places) throws IOException {
        var urls = new URL[places.length];
        for (var index = 0; index < places.length; index++) {
            urls[index] = places[index].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    @Test
    void jarsAndFoldersAreBundlesWhereTheirManifestsSaySo() throws IOException {
        var bundles = ClassPathBundles.of(loader(
                jar("a b.jar", "Bundle-SymbolicName: one;singleton:=true", "Export-Package: p;q;version=\"1.2\";uses:=\"r,s\",t"),
                jar("plain.jar"),
                classes("Bundle-SymbolicName: two", "Export-Package: p;version:Version=9")));
        assertEquals(List.of("one", "two"), bundles.all().stream().map(ClassPathBundle::symbolicName).toList());
        var one = bundles.find("one").orElseThrow();
        assertEquals(List.of("p", "q", "t"), List.copyOf(one.exports().keySet()));
        assertEquals(new Version(1, 2, 0), one.exports().get("q"));
        assertEquals(Version.emptyVersion, one.exports().get("t"));
        assertTrue(one.location().startsWith("reference:file:/") && one.location().endsWith("/a%20b.jar"), one::location);
        assertEquals("one", bundles.exporter("p").orElseThrow().symbolicName(), "the first one has the classes");
        assertEquals(new Version(9, 0, 0), bundles.find("two").orElseThrow().exports().get("p"));
    }

    @Test
    void whatIsMissingIsSaidWithItsCoordinates() throws IOException {
        var none = assertThrows(IllegalStateException.class, () -> EmbeddedFramework.start(loader(), List.of()));
        assertTrue(none.getMessage().startsWith("no OSGi framework on the class path of the tests: org.apache.felix:org.apache.felix.framework or "), none::getMessage);
        var felix = jar("felix.jar", "Bundle-SymbolicName: org.apache.felix.framework");
        var cm = jar("cm.jar", "Bundle-SymbolicName: org.apache.felix.configadmin", "Export-Package: org.osgi.service.cm;version=1.6");
        var some = assertThrows(IllegalStateException.class, () -> EmbeddedFramework.start(loader(felix, cm), List.of()));
        assertEquals(
                "not on the class path of the tests, or without a manifest of a bundle (then it was compiled and not packaged yet):"
                        + " org.osgi:org.osgi.service.event, org.osgi:org.osgi.service.log,"
                        + " org.osgi:org.osgi.service.component, org.osgi:org.osgi.util.promise,"
                        + " org.osgi:org.osgi.util.function, org.apache.felix:org.apache.felix.scr,"
                        + " org.apache.felix:org.apache.felix.eventadmin, org.prmonitor:org.prmonitor.source; either add them to the"
                        + " tests' class path, or the one dependency that has them all, org.prmonitor:org.prmonitor.testkit.felix with type"
                        + " pom and scope test",
                some.getMessage());
    }

    @Test
    void theProjectIsItsFolderOfClassesOrElseItsJar() throws IOException {
        var classes = classes("Bundle-SymbolicName: mine");
        assertEquals("reference:" + classes.toUri(), ProjectBundle.locationIn(folder));
        classes();
        var jar = jar("mine.jar", "Bundle-SymbolicName: mine");
        jar("mine-sources.jar", "Bundle-SymbolicName: mine.source", "Eclipse-SourceBundle: mine");
        Files.setLastModifiedTime(classes.resolve("META-INF/MANIFEST.MF"), FileTime.from(LONG_AGO));
        assertEquals("reference:" + jar.toUri(), ProjectBundle.locationIn(folder));
    }

    @Test
    void aProjectThatIsNoBundleOrAnOldOneIsRefused() throws IOException {
        var classes = classes();
        var none = assertThrows(IllegalStateException.class, () -> ProjectBundle.locationIn(folder));
        assertTrue(none.getMessage().contains("have bnd-maven-plugin's goal bnd-process write it"), none::getMessage);
        var jar = jar("mine.jar", "Bundle-SymbolicName: mine");
        Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO));
        var old = assertThrows(IllegalStateException.class, () -> ProjectBundle.locationIn(folder));
        assertTrue(old.getMessage().startsWith("project = true, but '" + jar + "' is older than what is in '" + classes + "'"), old::getMessage);
    }
}
