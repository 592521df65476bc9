package org.prmonitor.docs.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.prmonitor.docs.Repository;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The POMs of this build: which modules there are, and which versions of others the parent has. */
final class Poms {

    private static final String GROUP = "org.prmonitor";

    /** Versions that stand for the one that a reader has. */
    private static final String PLACEHOLDER = "VERSION|\\$\\{[a-z.]+}";

    private final Set<String> modules = new HashSet<>();
    private final Map<String, String> managed = new HashMap<>();
    private final String version;

    private Poms(Document parent) throws IOException {
        var properties = new HashMap<String, String>();
        for (Element each : children(child(parent.getDocumentElement(), "properties").orElseThrow())) {
            properties.put("${" + each.getTagName() + "}", each.getTextContent());
        }
        version = text(parent.getDocumentElement(), "version");
        properties.put("${project.version}", version);
        for (String kind : List.of("dependency", "plugin")) {
            for (Element each : all(parent, kind)) {
                String said = text(each, "version");
                if (!said.isEmpty()) {
                    managed.put(key(each), properties.getOrDefault(said, said));
                }
            }
        }
        for (Element module : all(parent, "module")) {
            Path pom = Repository.ROOT.resolve(module.getTextContent()).resolve("pom.xml");
            modules.add(text(parse(Files.readString(pom)).getDocumentElement(), "artifactId"));
        }
        modules.add(text(parent.getDocumentElement(), "artifactId"));
    }

    /** Those of the repository. */
    static Poms ofRepository() throws IOException {
        return new Poms(parse(Files.readString(Repository.ROOT.resolve("pom.xml"))));
    }

    /** What is wrong with the coordinates in a fragment of XML; empty when nothing is. */
    List<String> violations(String fragment) throws IOException {
        var wrong = new ArrayList<String>();
        // More than one root, as a fragment may have; a declaration of XML can stand at the beginning alone.
        Document document = parse("<fragment>" + fragment.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "") + "</fragment>");
        for (String kind : List.of("dependency", "plugin", "parent")) {
            for (Element each : all(document, kind)) {
                if (!text(each, "artifactId").isEmpty()) {
                    problem(each).ifPresent(wrong::add);
                }
            }
        }
        return wrong;
    }

    private Optional<String> problem(Element coordinates) {
        String artifact = text(coordinates, "artifactId");
        String said = text(coordinates, "version");
        boolean open = said.isEmpty() || said.matches(PLACEHOLDER);
        if (text(coordinates, "groupId").equals(GROUP)) {
            if (!modules.contains(artifact)) {
                return Optional.of("no module of this build is " + GROUP + ":" + artifact);
            }
            return open || said.equals(version) ? Optional.empty() : Optional.of(artifact + " has version " + version + ", not " + said);
        }
        String known = managed.get(key(coordinates));
        if (known == null) {
            return Optional.of("the parent manages no " + key(coordinates));
        }
        return open || said.equals(known) ? Optional.empty() : Optional.of(artifact + " is used in version " + known + ", not " + said);
    }

    private static String key(Element coordinates) {
        String group = text(coordinates, "groupId");
        return (group.isEmpty() ? "org.apache.maven.plugins" : group) + ":" + text(coordinates, "artifactId");
    }

    private static String text(Element element, String name) {
        return child(element, name).map(found -> found.getTextContent().strip()).orElse("");
    }

    private static Optional<Element> child(Element element, String name) {
        return children(element).stream().filter(each -> each.getTagName().equals(name)).findFirst();
    }

    private static List<Element> children(Element element) {
        var found = new ArrayList<Element>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                found.add(child);
            }
        }
        return found;
    }

    private static List<Element> all(Document document, String name) {
        var found = new ArrayList<Element>();
        var nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static Document parse(String text) throws IOException {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | ParserConfigurationException malformed) {
            throw new IOException("no XML: " + malformed.getMessage(), malformed);
        }
    }
}
