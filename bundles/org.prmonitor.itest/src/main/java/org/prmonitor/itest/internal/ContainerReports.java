package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The reports that the containers wrote. A run in which no test was found (another JUnit is enough) counts as a success
 * for bnd, so each is asked afterwards which classes it ran. Used outside of a container.
 */
public final class ContainerReports {

    private static final List<String> FRAMEWORKS = List.of("felix", "equinox");

    private ContainerReports() {}

    /**
     * Every class of tests of a module ran in both frameworks, and where everything is required no test was skipped, for
     * whatever reason.
     *
     * @param target the module's build folder
     */
    public static void assertEveryTestRan(Path target) throws IOException {
        var expected = testClasses(target.resolve("classes"));
        for (var framework : FRAMEWORKS) {
            var reports = target.resolve("test-reports").resolve(framework);
            assertEquals(expected, classesOf(reports, "testcase"), framework);
            if ("all".equals(System.getProperty("prmonitor.require"))) {
                assertEquals(Set.of(), classesOf(reports, "skipped"), () -> "skipped in " + framework);
            }
        }
    }

    private static Set<String> testClasses(Path classes) throws IOException {
        try (var files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * The classes of test cases.
     *
     * @param element the name of the cases' own element, or of one that is in a case
     */
    private static Set<String> classesOf(Path reports, String element) throws IOException {
        if (!Files.isDirectory(reports)) {
            return Set.of();
        }
        var classes = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (var file : files) {
                var found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getElementsByTagName(element);
                IntStream.range(0, found.getLength())
                        .mapToObj(index -> (Element) found.item(index))
                        .map(each -> each.hasAttribute("classname") ? each : (Element) each.getParentNode())
                        .forEach(testCase -> classes.add(testCase.getAttribute("classname")));
            }
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException(unreadable);
        }
        return classes;
    }
}
