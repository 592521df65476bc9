package org.prmonitor.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.InstalledJdk;

class JdksOfARunTest {

    private static final InstalledJdk OLD = new InstalledJdk(Path.of("/jdk/17"), Runtime.Version.parse("17.0.15"));
    private static final InstalledJdk NEW = new InstalledJdk(Path.of("/jdk/25"), Runtime.Version.parse("25.0.3"));

    @Test
    void twoJdksAreTwoRuns() {
        var properties = JdksOfARun.properties(OLD, NEW, false);
        assertEquals(OLD.java().toString(), properties.get("jdk.oldest.java"));
        assertEquals("", properties.get("jdk.oldest.options"));
        assertEquals(NEW.java().toString(), properties.get("jdk.newest.java"));
        assertTrue(properties.get("jdk.newest.options").contains("--enable-native-access=ALL-UNNAMED"), properties::toString);
        assertFalse(Boolean.parseBoolean(properties.get("jdk.newest.skip")));
    }

    @Test
    void oneJdkIsOneRun() {
        assertEquals("No second run of these tests: there is one", JdksOfARun.word("there is one", ""));
        assertEquals("-Dprmonitor.require=all, but there is one", JdksOfARun.word("there is one", "all"));
        assertTrue(JdksOfARun.isAllRequired("all"));
        assertEquals("true", JdksOfARun.properties(NEW, NEW, false).get("jdk.newest.skip"));
        assertEquals("true", JdksOfARun.properties(OLD, NEW, true).get("jdk.newest.skip"));
    }
}
