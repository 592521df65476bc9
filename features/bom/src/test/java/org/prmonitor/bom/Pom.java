package org.prmonitor.bom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A Maven model as it stands in a file: nothing is inherited, nothing put in. */
record Pom(Element project) {

    /** A dependency; empty texts for what it does not say. */
    record Dependency(String group, String artifact, String version, String type, String scope) {}

    static Pom of(Path file) throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement());
    }

    /** The text of an element directly below {@code project}; empty where there is none. */
    String text(String element) {
        return text(project, element);
    }

    /** Whether there is such an element directly below {@code project}. */
    boolean has(String element) {
        return child(project, element).isPresent();
    }

    /** The value of a property; empty where it has none of that name. */
    String property(String name) {
        return child(project, "properties").map(properties -> text(properties, name)).orElse("");
    }

    List<String> modules() {
        return child(project, "modules").stream().flatMap(modules -> children(modules, "module")).map(Node::getTextContent).toList();
    }

    List<Dependency> dependencies() {
        return dependencies(project);
    }

    List<Dependency> managed() {
        return child(project, "dependencyManagement").map(Pom::dependencies).orElse(List.of());
    }

    private static List<Dependency> dependencies(Element parent) {
        return child(parent, "dependencies").stream()
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .map(one -> new Dependency(text(one, "groupId"), text(one, "artifactId"), text(one, "version"), text(one, "type"), text(one, "scope")))
                .toList();
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent).map(String::strip).orElse("");
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).findFirst();
    }

    private static Stream<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found.stream();
    }
}
