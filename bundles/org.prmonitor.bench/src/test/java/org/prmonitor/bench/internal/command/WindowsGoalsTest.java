package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.kernel.Latencies;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.windows.DriverFeeding;
import org.prmonitor.bench.internal.windows.DriverReader;
import org.prmonitor.bench.internal.windows.WindowsResult;
import org.prmonitor.bench.internal.windows.WindowsSettings;

class WindowsGoalsTest {

    private static final WindowsSettings SETTINGS = new WindowsSettings(1, 1_000, 10_000, 1, 4 << 20);

    private static DriverFeeding feeding(long taken, long lost, double seconds, double p50) {
        return new DriverFeeding(1_000, taken, lost, seconds, seconds / 2, new Latencies(taken, p50, 2 * p50, 3 * p50, 4 * p50));
    }

    private static WindowsResult result(DriverFeeding full, DriverFeeding steady) {
        var reference = feeding(800, 200, 0.001, 100);
        return new WindowsResult(List.of(
                new DriverReader(WindowsResult.C_IN_WINE, List.of(reference), List.of(reference)),
                new DriverReader(WindowsResult.C_OVER_BRIDGE, List.of(reference), List.of(reference)),
                new DriverReader(WindowsResult.JAVA_OVER_BRIDGE, List.of(full), List.of(steady))));
    }

    private static List<Boolean> met(DriverFeeding full, DriverFeeding steady) {
        return WindowsCommand.goals(result(full, steady), SETTINGS).stream().map(Goal::met).toList();
    }

    @Test
    void whatIsMissingHasToBeTold() {
        var complete = feeding(1_000, 0, 0.001, 100);
        assertEquals(List.of(true, true), met(complete, complete));
        assertEquals(List.of(true, true), met(feeding(400, 600, 0.001, 100), complete), "at full rate a ring overflows");
        assertEquals(List.of(false, true), met(feeding(400, 599, 0.001, 100), complete));
        assertEquals(List.of(false, true), met(feeding(1_001, 0, 0.001, 100), complete), "twice");
        assertEquals(List.of(true, false), met(complete, feeding(999, 1, 0.001, 100)));
    }

    @Test
    void theTablesSayWhereItWasAndWhatIsJavas() {
        var result = result(feeding(1_000, 0, 0.00125, 150), feeding(1_000, 0, 1, 150));
        var readers = WindowsCommand.readers(result, SETTINGS).toString();
        assertTrue(readers.contains("Wine, which is not Windows"), readers);
        assertTrue(readers.contains("| Java channel, over the bridge | 800 k (800\u2013800) | 0 | 625 | 150 | 300 | 450 | 0 |"), readers);
        var ratios = WindowsCommand.ratios(result, SETTINGS).toString();
        assertTrue(ratios.contains("| events/s at full rate | 1.00 | 1.00\u20131.00 |"), ratios);
        assertTrue(ratios.contains("| p50 at 10,000/s | 1.50 | 1.50\u20131.50 |"), ratios);
    }
}
