package org.prmonitor.p2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What stands in the built site. */
class SiteIT {

    private static final Path SITE = TestRepositories.site();
    private static final Path REPOSITORY = Path.of("../..");
    private static final List<String> FEATURES =
            List.of("org.prmonitor.feature", "org.prmonitor.rcp.feature", "org.prmonitor.recorder.feature", "org.prmonitor.shell.feature");
    private static final List<String> OURS = List.of(
            "org.prmonitor.api", "org.prmonitor.consumer.recorder", "org.prmonitor.jmx", "org.prmonitor.nativeaccess", "org.prmonitor.rcp",
            "org.prmonitor.shell", "org.prmonitor.source");
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @Test
    void hasACategoryWithTheFeatures() throws Exception {
        var category = "//unit[@id='org.prmonitor.category']";
        assertEquals("PRMonitor", text("content", category + "/properties/property[@name='org.eclipse.equinox.p2.name']/@value"));
        assertEquals("true", text("content", category + "/properties/property[@name='org.eclipse.equinox.p2.type.category']/@value"));
        var members = elements("content", category + "/requires/required").stream().map(required -> required.getAttribute("name")).sorted().toList();
        assertEquals(FEATURES.stream().map(id -> id + ".feature.group").toList(), members);
    }

    @Test
    void featuresSayWhatTheyAreAndUnderWhichLicence() throws Exception {
        var licence = Files.readString(REPOSITORY.resolve("LICENSE"));
        for (var id : FEATURES) {
            var unit = "//unit[@id='" + id + ".feature.group']";
            assertEquals(TestRepositories.version(), text("content", unit + "/@version"));
            assertFalse(text("content", unit + "/properties/property[@name='org.eclipse.equinox.p2.description']/@value").isBlank());
            assertEquals("https://www.apache.org/licenses/LICENSE-2.0", text("content", unit + "/licenses/license/@url"));
            // An installer shows the text that the key stands for.
            assertEquals("%license", text("content", unit + "/licenses/license").strip());
            assertEquals(words(licence), words(text("content", unit + "/properties/property[@name='df_LT.license']/@value")));
        }
    }

    @Test
    void theOtherFeaturesNeedTheFirst() throws Exception {
        for (var id : FEATURES.subList(1, FEATURES.size())) {
            var required = elements("content", "//unit[@id='" + id + ".feature.group']/requires/required[@name='org.prmonitor.feature.feature.group']");
            assertEquals(1, required.size(), id);
            assertTrue(required.get(0).getAttribute("range").startsWith("[" + TestRepositories.version() + ","), required.get(0)::toString);
        }
    }

    @Test
    void everyBundleIsTheOneThatWasBuiltAndHasItsSources() throws Exception {
        var bundles = ClassPathBundles.read();
        for (var name : OURS) {
            var bundle = bundles.get(name);
            var inSite = SITE.resolve("plugins/" + name + "_" + bundle.version() + ".jar");
            assertArrayEquals(Files.readAllBytes(bundle.path()), Files.readAllBytes(inSite), name);
            var sources = SITE.resolve("plugins/" + name + ".source_" + bundle.version() + ".jar");
            try (var jar = new JarFile(sources.toFile())) {
                assertEquals(
                        name + ";version=\"" + bundle.version() + "\";roots:=\".\"",
                        jar.getManifest().getMainAttributes().getValue("Eclipse-SourceBundle"));
                assertEquals(bundle.version(), text("content", "//unit[@id='" + name + ".source']/@version"));
                for (var entry : Archive.read(inSite).keySet()) {
                    if (entry.endsWith(".class") && !entry.contains("$")) {
                        assertTrue(jar.getEntry(entry.replace(".class", ".java")) != null, () -> "no source of " + entry);
                    }
                }
            }
        }
    }

    @Test
    void everyArtifactHasTheChecksumOfItsFile() throws Exception {
        var artifacts = elements("artifacts", "//artifact");
        assertEquals(FEATURES.size() + 2 * OURS.size() + SiteBuilder.THIRD_PARTY.size(), artifacts.size());
        for (var artifact : artifacts) {
            var folder = artifact.getAttribute("classifier").equals("osgi.bundle") ? "plugins" : "features";
            var file = SITE.resolve(folder).resolve(artifact.getAttribute("id") + "_" + artifact.getAttribute("version") + ".jar");
            assertEquals(sha256(file), XPATH.evaluate("properties/property[@name='download.checksum.sha-256']/@value", artifact), file::toString);
        }
    }

    @Test
    void aBundleWithComponentsIsStarted() throws Exception {
        for (var name : OURS) {
            var configure = text("content", "//unit[@id='" + name + "']/touchpointData/instructions/instruction[@key='configure']");
            assertTrue(configure.contains("markStarted(started:true)"), name);
        }
    }

    @Test
    void tellsNothingOfTheMachineThatBuiltIt() throws Exception {
        var here = REPOSITORY.toRealPath().toString();
        for (var name : List.of("content", "artifacts")) {
            assertFalse(xml(name).contains(here), name);
        }
    }

    private static String xml(String name) throws IOException {
        return new String(Archive.read(SITE.resolve(name + ".jar")).get(name + ".xml"), StandardCharsets.UTF_8);
    }

    private static Document document(String name) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml(name).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(String name, String path) throws Exception {
        return XPATH.evaluate(path, document(name));
    }

    private static List<Element> elements(String name, String path) throws Exception {
        return FeatureJar.elements((NodeList) XPATH.evaluate(path, document(name), XPathConstants.NODESET));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
