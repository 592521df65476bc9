package org.prmonitor.docs.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.prmonitor.docs.Repository;

/** The pages have what Metatype and the API say now. */
class GeneratedIT {

    private static final String REWRITE = "mvn verify -pl features/org.prmonitor.docs -am -Dtest=none -Dit.test=GeneratedIT"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dprmonitor.docs.write=true";

    @Test
    void pagesSayWhatTheSourcesSay() throws Exception {
        Map<String, String> contents = contents();
        var stale = new ArrayList<String>();
        var used = new TreeSet<String>();
        for (Path page : Repository.pages()) {
            String text = Files.readString(page);
            used.addAll(GeneratedParts.names(text));
            String now = GeneratedParts.with(text, contents);
            if (!now.equals(text)) {
                stale.add(Repository.show(page));
                if (Boolean.getBoolean("prmonitor.docs.write")) {
                    Files.writeString(page, now);
                }
            }
        }
        assertTrue(stale.isEmpty() || Boolean.getBoolean("prmonitor.docs.write"), () -> stale + " say otherwise than the sources; " + REWRITE);
        assertEquals(new TreeSet<>(contents.keySet()), used, "what is generated, and what a page shows");
    }

    @Test
    void aChangedPartIsSeen() {
        String page = "before\n<!-- generated: keys -->\n\nold\n\n<!-- /generated -->\nafter\n";
        assertEquals(List.of("keys"), GeneratedParts.names(page));
        assertEquals(page.replace("old", "new"), GeneratedParts.with(page, Map.of("keys", "new\n")).replace("new\n\n", "new\n\n"));
        assertThrows(AssertionError.class, () -> GeneratedParts.with(page, Map.of("others", "new\n")));
    }

    @Test
    void whatIsGeneratedHasWhatTheBundlesAndTheApiHave() throws Exception {
        Map<String, String> contents = contents();
        String configuration = contents.get("configuration");
        assertTrue(configuration.contains("## org.prmonitor.source\n"), configuration);
        assertTrue(configuration.contains("| `lingerMillis` | Integer | `5` | 0 … 1000 |"), configuration);
        assertTrue(configuration.contains("| `types` | String, many | `started,exited` | `started`: A process runs a new image; "), configuration);
        String keys = contents.get("keys");
        assertTrue(keys.contains("| `exit.code` | `EXIT_CODE` | `ProcessExited` | `Integer` |"), keys);
        assertTrue(keys.contains("| `sequence` | `SEQUENCE` | every event | `Long` |"), keys);
        String records = contents.get("records");
        assertTrue(records.contains("### EventsLost\n"), records);
        assertTrue(records.contains("| `exitSignal` | `Integer` or null | the signal that ended it;"), records);
    }

    private static Map<String, String> contents() throws Exception {
        Path api = Repository.ROOT.resolve("bundles/org.prmonitor.api/src/main/java/org/prmonitor/api/event");
        var events = new EventReference(JavaSources.read(Repository.files(api, ".java")));
        var contents = new LinkedHashMap<String, String>();
        contents.put("configuration", ConfigurationReference.of(Metatype.ofBuild()));
        contents.put("topics", events.topics());
        contents.put("records", events.records());
        contents.put("keys", events.keys());
        return contents;
    }
}
