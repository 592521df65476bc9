package org.prmonitor.bench.internal.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

    /** What is measured runs as what is used. */
    @Test
    void prmonitorsOptionsAreThoseOfItsStartScript() throws IOException {
        var script = Files.readString(Path.of("../../launcher/src/dist/bin/prmonitor"));
        var words = List.of(script.split("\\s+"));
        assertTrue(words.containsAll(JavaCommand.PRMONITOR_OPTIONS), () -> JavaCommand.PRMONITOR_OPTIONS + " in " + script);
    }
}
