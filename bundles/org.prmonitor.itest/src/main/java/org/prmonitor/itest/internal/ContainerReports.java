package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.prmonitor.testkit.InstalledJdks;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The reports that the containers wrote. A run in which no test was found (another JUnit is enough) counts as a success
 * for bnd, so each is asked afterwards which classes it ran. Used outside of a container.
 */
public final class ContainerReports {

    private static final List<String> FRAMEWORKS = List.of("felix", "equinox");

    /** What the names of the runs on the first and on the second JDK add to the framework's. */
    private static final List<String> SUFFIXES = List.of("", "-newest");

    private ContainerReports() {}

    /**
     * Every class of tests of a module ran in both frameworks on the oldest and on the newest JDK, and where everything is
     * required no test was skipped, for whatever reason.
     *
     * @param target the module's build folder
     */
    public static void assertEveryTestRan(Path target) throws IOException {
        var expected = testClasses(target.resolve("classes"));
        var jdks = InstalledJdks.oldestAndNewest();
        for (var framework : FRAMEWORKS) {
            for (var index = 0; index < jdks.size(); index++) {
                var run = framework + SUFFIXES.get(index);
                var reports = target.resolve("test-reports").resolve(run);
                assertEquals(expected, classesOf(reports, "testcase"), run);
                assertEquals(Set.of(Integer.toString(jdks.get(index).major())), majorsOf(reports), () -> "JDK of " + run);
                if ("all".equals(System.getProperty("prmonitor.require"))) {
                    assertEquals(Set.of(), classesOf(reports, "skipped"), () -> "skipped in " + run);
                }
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
        return elements(reports, element).stream()
                .map(each -> each.hasAttribute("classname") ? each : (Element) each.getParentNode())
                .map(testCase -> testCase.getAttribute("classname"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The major versions of Java on which the reports were written. */
    private static Set<String> majorsOf(Path reports) throws IOException {
        return elements(reports, "property").stream()
                .filter(property -> property.getAttribute("name").equals("java.specification.version"))
                .map(property -> property.getAttribute("value"))
                .collect(Collectors.toSet());
    }

    private static List<Element> elements(Path reports, String name) throws IOException {
        if (!Files.isDirectory(reports)) {
            return List.of();
        }
        var elements = new ArrayList<Element>();
        try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (var file : files) {
                var found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getElementsByTagName(name);
                IntStream.range(0, found.getLength()).mapToObj(index -> (Element) found.item(index)).forEach(elements::add);
            }
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException(unreadable);
        }
        return elements;
    }
}
