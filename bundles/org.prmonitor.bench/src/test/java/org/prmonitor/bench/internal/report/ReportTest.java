package org.prmonitor.bench.internal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private enum Way {
        HERE
    }

    private record Inner(long count, double ratio, String text) {}

    private record Outer(List<Inner> several, double[] numbers, Way way, Map<String, Integer> byName) {}

    @Test
    void aTableIsMarkdown() {
        var table = new MarkdownTable("a", "b").row(1, "x|y").row("", 2.5);
        assertEquals("| a | b |\n| --- | --- |\n| 1 | x\\|y |\n|  | 2.5 |", table.toString());
    }

    @Test
    void quantilesAreValuesThatOccurred() {
        var values = new double[] {5, 1, 4, 2, 3};
        assertEquals(3, Numbers.median(values));
        assertEquals(1, Numbers.quantile(values, 0));
        assertEquals(5, Numbers.quantile(values, 1));
        assertEquals(5, Numbers.quantile(values, 0.99));
        assertTrue(Double.isNaN(Numbers.median(new double[0])));
    }

    @Test
    void numbersReadAlikeEverywhere() {
        assertEquals("1,234,567", Numbers.count(1_234_567));
        assertEquals("21.0 %", Numbers.percent(21, 100));
        assertEquals("–", Numbers.percent(0, 0));
    }

    @Test
    void recordsBecomeObjects(@TempDir Path folder) throws Exception {
        var file = folder.resolve("report.json");
        var values = new LinkedHashMap<String, Object>();
        values.put("one", new Outer(List.of(new Inner(1, 0.5, "a\"b")), new double[] {1, Double.NaN}, Way.HERE, Map.of("k", 7)));
        values.put("none", null);
        JsonReport.write(file, values);
        assertEquals(
                "{\"one\":{\"several\":[{\"count\":1,\"ratio\":0.5,\"text\":\"a\\\"b\"}],\"numbers\":[1.0,null],\"way\":\"HERE\","
                        + "\"byName\":{\"k\":7}},\"none\":null}",
                Files.readString(file).replaceAll("\\s", ""));
        assertThrows(IllegalStateException.class, () -> JsonReport.write(file, Map.of("what", new Object())));
    }

    @Test
    void aGoalSaysWhetherItIsMet() {
        assertEquals("met: fast (3 s)", new Goal("fast", true, "3 s").toString());
        assertEquals("NOT MET: fast (9 s)", new Goal("fast", false, "9 s").toString());
    }
}
