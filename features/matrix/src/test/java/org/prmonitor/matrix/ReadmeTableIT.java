package org.prmonitor.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * README's table says what the tests of this build found. Where everything is required that is all of it; a build that ran only
 * some, or on other JDKs, is compared in the rows that both have.
 */
class ReadmeTableIT {

    private static final Path README = Path.of("../../README.md");

    /** Which write results: this one, and those that are built before it. */
    private static final List<String> MODULES = List.of("matrix", "karaf", "p2", "rcp");

    private static final boolean REQUIRES_ALL = "all".equals(System.getProperty("prmonitor.require"));

    private static final String REWRITE = "mvn verify -Dprmonitor.require=all -Dprmonitor.matrix.write=true";

    @Test
    void readmeSaysWhatWasFound() throws IOException {
        var rows = new ArrayList<MatrixRow>();
        for (var module : MODULES) {
            rows.addAll(MatrixRow.readAll(Path.of("..", module, "target", "container-matrix")));
        }
        assumeTrue(!rows.isEmpty() || REQUIRES_ALL, "no container was tried");
        var table = new ReadmeTable(Files.readString(README));
        var found = rows.stream().sorted(MatrixRow.ORDER).map(MatrixRow::line).toList();
        if (Boolean.getBoolean("prmonitor.matrix.write")) {
            Files.writeString(README, table.with(rows));
        } else if (REQUIRES_ALL) {
            assertEquals(found, table.rows(), "README.md says otherwise; " + REWRITE);
        } else {
            assertEquals(inBoth(found, table.rows()), inBoth(table.rows(), found), "README.md says otherwise; " + REWRITE);
        }
    }

    /** The lines of the first whose container, version and JDK are in the second too. */
    private static List<String> inBoth(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> others.stream().anyMatch(other -> key(other).equals(key(line)))).toList();
    }

    private static List<String> key(String line) {
        return Stream.of(line.split("\\|")).map(String::strip).skip(1).limit(3).toList();
    }

    @Test
    void aTableIsReadAsItWasWritten() {
        var text = "before\n<!-- containers: written by the tests of features/matrix -->\nold\n<!-- /containers -->\nafter\n";
        var row = new MatrixRow(java.util.Map.of("container", "Felix", "version", "7.0.5", "jdk", "17", "deployed", "yes"));
        var written = new ReadmeTable(text).with(List.of(row));
        assertEquals(List.of("| Felix | 7.0.5 | 17 | yes |  |  |  |"), new ReadmeTable(written).rows());
        assertTrue(written.startsWith("before\n") && written.endsWith("after\n"), written);
        assertEquals(List.of("Felix", "7.0.5", "17"), key(row.line()));
    }
}
