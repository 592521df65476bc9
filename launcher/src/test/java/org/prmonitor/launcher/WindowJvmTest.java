package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Program;

class WindowJvmTest {

    @Test
    void theRunningJvmTakesWhatIsChosenForIt() throws Exception {
        var options = WindowJvm.options();
        var chosen = options.contains("-XX:+UseShenandoahGC") ? "Using Shenandoah" : "Using Serial";
        assertEquals(List.of(chosen), collector(Program.java(InstalledJdks.running(), logged(options))));
    }

    @Test
    void anyJvmTakesWhatIsForThoseWithoutShenandoah() throws Exception {
        for (var jdk : InstalledJdks.all()) {
            assertEquals(List.of("Using Serial"), collector(Program.java(jdk, logged(WindowJvm.options(false)))));
        }
    }

    @Test
    void whatAJvmHasNotIsNotDeclared() {
        assertTrue(WindowJvm.isDeclared("MaxHeapSize"));
        assertFalse(WindowJvm.isDeclared("NoSuchOption"));
    }

    private static List<String> logged(List<String> options) {
        var logged = new ArrayList<>(options);
        logged.addAll(List.of("-Xlog:gc=info:stdout:none", "-version"));
        return logged;
    }

    /** What the JVM says of its collector when it starts. */
    private static List<String> collector(Program java) throws Exception {
        return java.run().stream().filter(line -> line.startsWith("Using ")).toList();
    }
}
