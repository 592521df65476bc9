package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/**
 * {@code prmonitor bench}, small: that it measures what it says, in both frameworks, and that what is promised holds. How fast
 * anything is depends on the machine, and is not looked at here.
 */
@Timeout(240)
class BenchIT {

    @TempDir
    private Path folder;

    @Test
    @Requires(Requirement.EBPF)
    void nothingIsLostWhenAConsumerIsSwapped() throws Exception {
        var json = folder.resolve("swap.json");
        try (var bench = PrMonitorProcess.start("bench", "swap", "--swaps=20", "--storm-swaps=10", "--json=" + json)) {
            assertEquals(0, bench.awaitExit(), bench::describe);
            var table = bench.output().stream().filter(line -> line.startsWith("| ") && line.contains("listener lane")).toList();
            assertEquals(4, table.size(), bench::describe);
            assertEquals(8, bench.output().stream().filter(line -> line.matches("\\| (Felix|Equinox) \\|.*")).count(), bench::describe);
            for (var part : new String[] {"\"machine\"", "\"seed\" : 4", "\"org.eclipse.osgi\"", "\"org.apache.felix.framework\""}) {
                assertTrue(Files.readString(json).contains(part), part);
            }
        }
    }

    @Test
    void booksCloseAndTheHeapIsFlat() throws Exception {
        try (var bench = PrMonitorProcess.start("bench", "hour", "--events=3000000")) {
            assertEquals(0, bench.awaitExit(), bench::describe);
            assertEquals(6, bench.output().stream().filter(line -> line.startsWith("- met: ")).count(), bench::describe);
        }
    }

    /** Whether memory is flat in so short a time depends on when the JVM compiles what, and is not looked at. */
    @Test
    @Requires(Requirement.EBPF)
    void inEveryWindowEveryRealProcessIsSeenAndNothingIsLost() throws Exception {
        try (var bench = PrMonitorProcess.start("bench", "long", "--minutes=0.15", "--window=3", "--storm=500")) {
            assertTrue(bench.awaitExit() <= 1, bench::describe);
            assertEquals(3, bench.output().stream().filter(line -> line.matches("\\| 0\\.\\d \\|.*")).count(), bench::describe);
            for (var goal : new String[] {
                "every real process is seen to start, with its exact arguments, and to exit (1,500 processes)",
                "nothing is lost in the kernel, on EventAdmin and by the listener that keeps up (0)",
                "seen = delivered + filtered + lost for every hop and listener, and as each consumer counted (7 books)",
                "the listener that does not return is named (BLOCKED)"
            }) {
                assertTrue(bench.output().contains("- met: " + goal), bench::describe);
            }
        }
    }

    /** How fast it is, and so the exit code, is for a machine with nothing else to do; that nothing is missing untold is for every machine. */
    @Test
    @Requires({Requirement.EBPF, Requirement.ROOT, Requirement.GCC, Requirement.LIBBPF})
    void everyEventFromTheKernelIsTakenOrToldLost() throws Exception {
        var json = folder.resolve("kernel.json");
        try (var bench = PrMonitorProcess.start(
                "bench", "kernel", "--rounds=1", "--millis=200", "--rates=0,20000", "--latency-rates=1000", "--lingers=0", "--json=" + json)) {
            assertTrue(bench.awaitExit() <= 1, bench::describe);
            // A line for each stage at each rate, and for each way but the journal's.
            assertEquals(2 * (6 * 2 + 5), bench.output().stream().filter(line -> line.matches("\\| (Felix|Equinox) \\|.*")).count(), bench::describe);
            assertEquals(
                    2,
                    bench.output().stream().filter(line -> line.matches("- met: .* at no stage .*\\(12 feeds\\)")).count(),
                    bench::describe);
            assertTrue(Files.readString(json).contains("\"stored\" : "), bench::describe);
        }
    }

    /** What it comes to, and so the exit code, is for a machine with nothing else to do. */
    @Test
    void everyStepOfAnEventIsMeasuredInAJvmOfItsOwn() throws Exception {
        var json = folder.resolve("jvm.json");
        try (var bench = PrMonitorProcess.start(
                "bench", "jvm", "--rounds=1", "--millis=1", "--steps=decode_start,whole_way,handlers_10,json_exit", "--json=" + json)) {
            assertTrue(bench.awaitExit() <= 1, bench::describe);
            // Nanoseconds, their error, and bytes: a start takes more than the 160 bytes of its record.
            assertEquals(
                    4,
                    bench.output().stream().filter(line -> line.matches("\\| .* \\| [\\d.]+ \\| ± [\\d.]+ \\| \\d{3,}\\.\\d \\|")).count(),
                    bench::describe);
            assertEquals(
                    1,
                    bench.output().stream().filter(line -> line.matches("- (met|NOT MET): .* 300 bytes at most.*\\([\\d.]+ bytes\\)")).count(),
                    bench::describe);
            for (var part : new String[] {"\"machine\"", "\"jmh\" : \"1.37\"", "\"org.prmonitor.source\"", "\"step\" : \"HANDLERS_10\""}) {
                assertTrue(Files.readString(json).contains(part), part);
            }
        }
    }

    /** Whether it grows as it should is for a machine with nothing else to do. */
    @Test
    void everySizeIsMeasuredInBothFrameworks() throws Exception {
        var json = folder.resolve("growth.json");
        try (var bench = PrMonitorProcess.start(
                "bench", "growth", "--rounds=1", "--millis=50", "--series=listeners,handler_filters,processes", "--json=" + json)) {
            assertTrue(bench.awaitExit() <= 1, bench::describe);
            assertEquals(2 * (5 + 5 + 4), bench.output().stream().filter(line -> line.matches("\\| (Felix|Equinox) \\|.*")).count(), bench::describe);
            assertEquals(
                    6,
                    bench.output().stream().filter(line -> line.matches("- (met|NOT MET): (Felix|Equinox): .*\\(with the power .*")).count(),
                    bench::describe);
            // A hundred thousand processes more, of 100 bytes at least, are in the heap.
            assertEquals(
                    2,
                    bench.output().stream().filter(line -> line.matches("\\| (Felix|Equinox) \\| 100,000 \\|.*\\| \\d{3} \\|")).count(),
                    bench::describe);
            assertTrue(Files.readString(json).contains("\"series\" : \"HANDLER_FILTERS\""), bench::describe);
        }
    }

    /**
     * How long the user interface's thread is away depends on what else the machine does: a bound that only a hang breaks. The heap is judged in a run that fills
     * the journal: {@code prmonitor bench ui} as it is.
     */
    @Test
    @Requires({Requirement.EBPF, Requirement.DISPLAY})
    void theViewLosesNothingInAStorm() throws Exception {
        var storms = System.getProperty("prmonitor.ui.storms", "3");
        try (var bench = PrMonitorProcess.start("bench", "ui", "--storms=" + storms, "--processes=2000", "--goal=5000")) {
            assertEquals(0, bench.awaitExit(), bench::describe);
            assertTrue(bench.output().stream().filter(line -> line.startsWith("- met: ")).count() >= 4, bench::describe);
        }
    }

    /** What it costs depends on what else the machine does, and is not looked at; peers are not needed here. */
    @Test
    @Requires({Requirement.EBPF, Requirement.GCC})
    void everyProcessOfAStormIsSeen() throws Exception {
        try (var bench = PrMonitorProcess.start("bench", "storm", "--processes=2000", "--rounds=1", "--kinds=two_spawners")) {
            bench.awaitExit();
            var goal = "- met: two spawners at once: every start with its exact arguments, every exit with its code (1 storms)";
            assertTrue(bench.output().contains(goal), bench::describe);
        }
    }

    /** How fast it is says nothing of Windows and little of a machine that does other things; that nothing is missing untold does. */
    @Test
    @Requires(Requirement.WINE)
    void everyEventOfTheDriverInWineIsTakenOrToldLost() throws Exception {
        // The same as the tests of the driver have: making one takes as long as all the rest.
        var template = Path.of("../driver/build/windows/wine-template").toAbsolutePath().normalize();
        try (var bench = PrMonitorProcess.start(
                List.of(), Map.of("PRMONITOR_WINE_TEMPLATE", template.toString()), "bench", "windows", "--rounds=1", "--events=50000", "--rate=1000", "--seconds=1")) {
            assertTrue(bench.awaitExit() <= 1, bench::describe);
            assertEquals(3, bench.output().stream().filter(line -> line.matches("\\| (C|Java channel), .*")).count(), bench::describe);
            assertTrue(
                    bench.output().contains("- met: in no round an event is missing that nobody told of, or comes twice (6 feeds)"), bench::describe);
        }
    }

    @Test
    void wrongUseEndsWith2() throws Exception {
        try (var bench = PrMonitorProcess.start("bench", "swap", "--swaps=none")) {
            assertEquals(2, bench.awaitExit(), bench::describe);
            assertTrue(bench.output().isEmpty(), bench::describe);
        }
    }
}
