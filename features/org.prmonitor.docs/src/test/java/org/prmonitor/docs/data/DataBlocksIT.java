package org.prmonitor.docs.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.block.Blocks;

/** Fragments of POMs, configurations, filters and JSON are what they look like. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataBlocksIT {

    private final DataBlocks data;

    DataBlocksIT() throws Exception {
        data = new DataBlocks();
    }

    @Test
    void everyBlockOfDataIsRight() {
        var wrong = Blocks.all("xml", "properties", "ldap", "json").stream().flatMap(block -> data.violations(block).stream()).toList();
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void coordinatesThatAreNotThereAreFound() {
        assertWrong("xml", dependency("org.prmonitor", "org.prmonitor.nothing", ""), "no module of this build");
        assertWrong("xml", dependency("org.prmonitor", "org.prmonitor.api", "9.9"), "not 9.9");
        assertWrong("xml", dependency("org.apache.felix", "org.apache.felix.scr", "1.0.0"), "not 1.0.0");
        assertWrong("xml", dependency("com.example", "other", "1.0.0"), "manages no com.example:other");
        assertWrong("xml", "<a>", "no XML");
        assertEquals(List.of(), violations("xml", dependency("org.prmonitor", "org.prmonitor.api", "${prmonitor.version}"), ""));
    }

    @Test
    void valuesThatMakeNoSenseAreFound() {
        String source = "<!-- configuration: org.prmonitor.source -->\n";
        assertEquals(List.of(), violations("properties", "lingerMillis = 5\ntypes = started, exited\n", source));
        assertEquals(1, violations("properties", "lingerMillis = x\n", source).size());
        assertEquals(1, violations("properties", "lingerMillis = 100000\n", source).size());
        assertEquals(1, violations("properties", "types = started,foo\n", source).size());
        assertEquals(1, violations("properties", "linger = 5\n", source).size());
        assertEquals(1, violations("properties", "a = 5\n", "<!-- configuration: com.example -->\n").size());
        assertEquals(1, violations("properties", "a = 5\n", "").size());
    }

    @Test
    void filtersAndJsonThatDoNotParseAreFound() {
        assertEquals(List.of(), violations("ldap", "(&(process.id>=100)(!(image.path=*/bash)))\n", ""));
        assertWrong("ldap", "(process.id>100)\n", "(process.id>100)");
        assertWrong("ldap", "(process.pid>=100)\n", "no event has the key process.pid");
        assertEquals(List.of(), violations("json", "{\"a\":1}\n{\"b\":[]}\n", ""));
        assertEquals(1, violations("json", "{\"a\":}\n", "").size());
        assertEquals(1, violations("json", "\n", "").size());
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>" + version
                + "</version></dependency>\n";
    }

    private void assertWrong(String language, String text, String message) {
        var wrong = violations(language, text, "");
        assertTrue(!wrong.isEmpty() && wrong.get(0).contains(message), wrong::toString);
    }

    private List<String> violations(String language, String text, String comment) {
        String page = comment + "```" + language + "\n" + text + "```\n";
        return data.violations(Blocks.of(Repository.PAGES.resolve("planted.md"), page).get(0));
    }
}
