package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.bench.internal.report.JsonReport;

/** One answer for all commands: nothing that was not measured may look well. */
class AllCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    private int execute(String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(error)).execute(arguments);
    }

    private static List<String> others() {
        return Main.commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals(AllCommand.NAME)).toList();
    }

    @Test
    void everyCommandHasAPlaceInThePlanAndTakesTheOptionsThatMakeItShort() {
        for (var name : others()) {
            assertTrue(AllPlan.knows(name), name);
            var arguments = new ArrayList<>(List.of(name));
            arguments.addAll(AllPlan.of(name).options());
            // Refuses what it does not know.
            Main.commandLine().parseArgs(arguments.toArray(String[]::new));
        }
    }

    @Test
    void itIsSaidBeforehandHowLongItTakes() {
        assertEquals("long, hour: about 31 minutes in all", AllCommand.announcement(List.of("long", "hour"), false, true));
        assertEquals("hour: about 1 minute in all", AllCommand.announcement(List.of("hour"), true, false));
        assertEquals(
                "jvm, hour: about 5 minutes in all, calculated and not measured for jvm",
                AllCommand.announcement(List.of("jvm", "hour"), false, false));
        assertEquals(
                "storm: about 15 minutes in all, calculated and not measured for storm",
                AllCommand.announcement(List.of("storm"), false, true),
                "peers take their time");
    }

    @Test
    void whatIsSkippedIsNotJudged() {
        assertEquals(0, execute("all", "--skip=" + String.join(",", others())));
        for (var name : others()) {
            assertTrue(out.toString().contains("| " + name + " | skipped | 0 | 0 | 0 |"), out::toString);
        }
        assertFalse(out.toString().contains("- met"), out::toString);
    }

    @Test
    void aCommandThatCannotRunIsNamedWithTheReasonAndCountsAsNotMet() throws Exception {
        var json = folder.resolve("all.json");
        var skipped = new ArrayList<>(others());
        skipped.remove("hour");
        assertEquals(1, execute("all", "--quick", "--skip=" + String.join(",", skipped), "--json=" + json));
        assertTrue(error.toString().startsWith("prmonitor: bench: all: hour: about 1 minute in all"), error::toString);
        assertTrue(out.toString().contains("- NOT MET: bench hour (not run: prmonitor: bench: the distribution is not where"), out::toString);
        assertTrue(out.toString().contains("| hour | not run: prmonitor: bench: the distribution is not where"), out::toString);
        assertTrue(Files.readString(json).contains("\"outcome\" : \"NOT_RUN\""), () -> read(json));
    }

    @Test
    void goalsAreCountedAndAReportIsTakenOver() throws Exception {
        var report = folder.resolve("part.json");
        JsonReport.write(report, Map.of("answer", 42));
        var said = "| a |\n- met: one (1)\n- met: two (2)\n- NOT MET: three (3)\n";
        var missed = PartResult.of("swap", 1, said, "", 1, report);
        assertEquals(PartResult.Outcome.NOT_MET, missed.outcome());
        assertEquals("NOT MET: bench swap (2 of 3 goals)", missed.goal().toString());
        assertEquals("met: bench swap (2 of 2 goals)", PartResult.of("swap", 0, "- met: one (1)\n- met: two (2)\n", "", 1, report).goal().toString());
        assertEquals(PartResult.Outcome.NOT_RUN, PartResult.of("swap", 0, said, "", 1, null).outcome(), "without a report nothing was judged");
        var all = folder.resolve("all.json");
        JsonReport.write(all, Map.of("results", List.of(missed)));
        assertTrue(Files.readString(all).replaceAll("\\s", "").contains("\"report\":{\"answer\":42}"), () -> read(all));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException unreadable) {
            return unreadable.toString();
        }
    }
}
