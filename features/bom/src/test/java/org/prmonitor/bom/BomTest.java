package org.prmonitor.bom;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The BOM as it is published, against the modules: it cannot forget a bundle, and nothing is in it that is not ours or needed. */
class BomTest {

    private static final Path ROOT = Path.of("../..");
    private static final String GROUP = "org.prmonitor";

    /** What a module's description says that is for our own tests alone. */
    private static final String NOT_SHIPPED = "Not shipped";

    /** Part of the distribution alone, where prmonitor bench runs it. */
    private static final String BENCH = "org.prmonitor.bench";
    /** To be read, deployed and copied, and not to be compiled against. */
    private static final String SAMPLE = "org.prmonitor.sample.";

    private final Pom bom;

    BomTest() throws Exception {
        bom = Pom.of(Path.of("target/.flattened-pom.xml"));
    }

    @Test
    void everyBundleThatIsShippedIsInItAndNothingElseOfOurs() throws Exception {
        var shipped = shipped().stream().map(module -> module.text("artifactId")).collect(toSet());
        // Also what stands among the features because it is no code of ours.
        shipped.addAll(needed(group -> group.equals(GROUP)));
        assertTrue(shipped.contains("org.prmonitor.api"), shipped::toString);
        assertFalse(shipped.contains("org.prmonitor.itest"), shipped::toString);
        var bundles = bom.managed().stream()
                .filter(dependency -> dependency.group().equals(GROUP) && dependency.type().isEmpty())
                .map(Pom.Dependency::artifact)
                .collect(toSet());
        assertEquals(shipped, bundles);
    }

    @Test
    void whatTheBundlesNeedAtRunTimeIsInIt() throws Exception {
        var needed = needed(group -> !group.equals(GROUP));
        var foreign = bom.managed().stream().filter(dependency -> !dependency.group().equals(GROUP)).map(Pom.Dependency::artifact).collect(toSet());
        assertTrue(needed.contains("jna"), needed::toString);
        assertEquals(needed, foreign);
    }

    /** Who imports it gets neither our test libraries nor a version that only our build knows. */
    @Test
    void whatIsPublishedStandsAlone() {
        assertFalse(bom.has("parent"));
        assertFalse(bom.has("dependencies"));
        assertEquals(GROUP, bom.text("groupId"));
        var version = bom.text("version");
        assertFalse(version.isEmpty());
        for (var dependency : bom.managed()) {
            var name = dependency.version().replaceAll("[${}]", "");
            var value = name.equals("project.version") ? version : bom.property(name);
            assertTrue(value.matches("\\d[\\w.-]*"), dependency::toString);
            assertTrue(!dependency.group().equals(GROUP) || value.equals(version), dependency::toString);
        }
    }

    /** What the shipped bundles need at run time. */
    private static Set<String> needed(Predicate<String> ofGroup) throws Exception {
        return shipped().stream()
                .flatMap(module -> module.dependencies().stream())
                .filter(dependency -> Set.of("", "compile", "runtime").contains(dependency.scope()))
                .filter(dependency -> ofGroup.test(dependency.group()))
                .map(Pom.Dependency::artifact)
                .collect(toSet());
    }

    private static List<Pom> shipped() throws Exception {
        var shipped = new ArrayList<Pom>();
        for (var module : Pom.of(ROOT.resolve("pom.xml")).modules()) {
            if (module.startsWith("bundles/")) {
                var pom = Pom.of(ROOT.resolve(module).resolve("pom.xml"));
                var name = pom.text("artifactId");
                if (!pom.text("description").contains(NOT_SHIPPED) && !name.equals(BENCH) && !name.startsWith(SAMPLE)) {
                    shipped.add(pom);
                }
            }
        }
        return shipped;
    }
}
