package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers in Java that the README shows compile as they stand there. */
class ReadmeExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?public class (\\w+) .*?)```", Pattern.DOTALL);

    private static final String IMPORTS = """
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.event.Event;
            import org.osgi.service.event.EventHandler;
            import org.osgi.service.event.propertytypes.EventFilter;
            import org.osgi.service.event.propertytypes.EventTopics;
            import org.prmonitor.api.*;
            import org.prmonitor.api.event.*;
            """;

    @TempDir
    Path folder;

    @Test
    void consumersCompile() throws Exception {
        var examples = EXAMPLE.matcher(Files.readString(Path.of("../../README.md"))).results().toList();
        assertEquals(List.of("CrashWatcher", "ShellWatcher"), examples.stream().map(example -> example.group(2)).toList());
        for (var example : examples) {
            var source = Files.writeString(folder.resolve(example.group(2) + ".java"), IMPORTS + example.group(1));
            var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            var result = ToolProvider.getSystemJavaCompiler().run(
                    null, null, null, "-proc:none", "-d", folder.toString(), "-cp", classPath, source.toString());
            assertEquals(0, result, () -> example.group(2) + " does not compile");
            assertTrue(Files.exists(folder.resolve(example.group(2) + ".class")));
        }
    }
}
