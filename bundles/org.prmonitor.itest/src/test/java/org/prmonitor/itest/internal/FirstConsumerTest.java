package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer is ten lines of Java or Kotlin, without its imports: the first one that the README shows in either. */
class FirstConsumerTest {

    private static final int LINES = 10;

    @ParameterizedTest
    @ValueSource(strings = {"java", "kotlin"})
    void isTenLinesAndWhole(String language) throws Exception {
        var block = Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../../README.md")));
        assertTrue(block.find(), "README.md has no block of " + language);
        var lines = block.group(1).lines().filter(line -> !line.isBlank() && !line.startsWith("import ")).toList();
        assertTrue(lines.size() <= LINES, () -> lines.size() + " lines: " + lines);
        // A deployable component, and one that is told of losses, not a part of one.
        assertTrue(lines.contains("@Component"), lines::toString);
        assertEquals(1, lines.stream().filter(line -> line.startsWith("@MonitorListener(id = ")).count(), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("class ") && line.contains("MonitorEventListener")), lines::toString);
        assertEquals(List.of("}"), lines.subList(lines.size() - 1, lines.size()));
        // Ten lines as people write them: none holds two statements.
        assertTrue(lines.stream().noneMatch(line -> line.matches(".*;.*;.*")), lines::toString);
    }
}
