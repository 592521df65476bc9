package org.prmonitor.p2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An Eclipse feature's jar, of a {@code feature.xml} as it stands in a source folder: with {@code 0.0.0} for the version of
 * every plug-in and of every feature of this build, as PDE and Tycho have it too. Immutable.
 */
final class FeatureJar {

    private final Document document;
    private final String version;

    private FeatureJar(Document document, String version) {
        this.document = document;
        this.version = version;
    }

    /**
     * Reads it and fills the versions in.
     *
     * @param folder with {@code feature.xml}
     * @param version of every feature of this build
     * @param bundles whose exact versions it includes
     */
    static FeatureJar of(Path folder, String version, ClassPathBundles bundles) throws IOException {
        var document = parse(folder.resolve("feature.xml"));
        var root = document.getDocumentElement();
        root.setAttribute("version", version);
        for (var plugin : elements(root.getElementsByTagName("plugin"))) {
            plugin.setAttribute("version", bundles.get(plugin.getAttribute("id")).version());
            // A jar stays a jar: an installation that unpacks it would change its bytes.
            plugin.setAttribute("unpack", "false");
        }
        for (var required : elements(root.getElementsByTagName("import"))) {
            required.setAttribute("version", version);
        }
        return new FeatureJar(document, version);
    }

    /** The plug-ins that it includes, by symbolic name. */
    Iterable<String> plugins() {
        return elements(document.getElementsByTagName("plugin")).stream().map(plugin -> plugin.getAttribute("id")).toList();
    }

    /**
     * Writes the jar under the name that a site has for it.
     *
     * @param features the folder {@code features}
     * @param licence its full text, which an installer shows before it installs
     */
    void write(Path features, String licence, Instant time) throws IOException {
        var id = document.getDocumentElement().getAttribute("id");
        Archive.write(
                features.resolve(id + "_" + version + ".jar"),
                Map.of(
                        "feature.xml", xml().getBytes(StandardCharsets.UTF_8),
                        "feature.properties", properties(Map.of("license", licence)),
                        "LICENSE", licence.getBytes(StandardCharsets.UTF_8)),
                time);
    }

    private String xml() throws IOException {
        try {
            var text = new StringWriter();
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException failure) {
            throw new IOException("cannot write feature.xml", failure);
        }
    }

    /** Without the line that says when it was written. */
    private static byte[] properties(Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(values);
        var bytes = new ByteArrayOutputStream();
        properties.store(bytes, null);
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        return text.lines().filter(line -> !line.startsWith("#")).reduce("", (before, line) -> before + line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Document parse(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(input);
        } catch (ParserConfigurationException | SAXException failure) {
            throw new IOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    /** A list of nodes that are elements, as a list. */
    static List<Element> elements(NodeList nodes) {
        var elements = new ArrayList<Element>();
        for (var index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }
}
