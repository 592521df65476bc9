package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.kernel.Feeding;
import org.prmonitor.bench.internal.kernel.KernelResult;
import org.prmonitor.bench.internal.kernel.Latencies;
import org.prmonitor.bench.internal.kernel.Stage;
import org.prmonitor.bench.internal.kernel.WakeUp;
import org.prmonitor.bench.internal.report.Goal;

/** What decides the exit code of {@code bench kernel}. */
class KernelGoalsTest {

    private static Stage stage(String way, long received, long toldLost) {
        return new Stage(way, 0, List.of(new Feeding(10_000_000, 10_000_000, received, toldLost, 1, 500_000_000, 2_000_000_000, 3_000_000_000L)));
    }

    private static WakeUp wakeUp(String way, double p50, double p99) {
        return new WakeUp(way, 0, 1_000, List.of(new Latencies(1_000, p50, p99, p99, p99)));
    }

    private static List<Boolean> met(List<Stage> stages, List<WakeUp> wakeUps) {
        return goals(stages, wakeUps).stream().map(Goal::met).toList();
    }

    private static List<Goal> goals(List<Stage> stages, List<WakeUp> wakeUps) {
        return KernelGoals.of(List.of(new Measured<>("Felix", Map.of(), new KernelResult(stages, wakeUps))));
    }

    @Test
    void eachGoalFallsByItself() {
        var reader = stage(KernelResult.REFERENCE, 9_000_000, 1_000_000);
        var channel = stage(KernelResult.CHANNEL, 9_000_000, 1_000_000);
        var listener = stage(KernelResult.LISTENER_LANE, 3_000_000, 7_000_000);
        var cReader = wakeUp(KernelResult.REFERENCE, 10, 50);
        var own = wakeUp(KernelResult.CHANNEL, 15, 100);
        assertEquals(List.of(true, true, true, true, true, true, true), met(List.of(reader, channel, listener), List.of(cReader, own)));
        var slowChannel = stage(KernelResult.CHANNEL, 8_999_999, 1_000_001);
        assertEquals(List.of(false, true, true, true, true, true, true), met(List.of(reader, slowChannel, listener), List.of(cReader, own)));
        var slowListener = stage(KernelResult.LISTENER_LANE, 2_999_999, 7_000_001);
        assertEquals(List.of(true, false, true, true, true, true, true), met(List.of(reader, channel, slowListener), List.of(cReader, own)));
        var wasteful = new Stage(KernelResult.LISTENER_LANE, 0, List.of(
                new Feeding(10_000_000, 10_000_000, 3_000_000, 7_000_000, 1, 500_000_000, 2_000_000_000, 3_010_000_000L)));
        assertEquals(List.of(true, true, false, true, true, true, true), met(List.of(reader, channel, wasteful), List.of(cReader, own)));
        var lateOnce = wakeUp(KernelResult.CHANNEL, 15, 101);
        assertEquals(List.of(true, true, true, true, true, false, true), met(List.of(reader, channel, listener), List.of(cReader, lateOnce)));
        var late = wakeUp(KernelResult.CHANNEL, 16, 100);
        assertEquals(List.of(true, true, true, true, false, true, true), met(List.of(reader, channel, listener), List.of(cReader, late)));
        var silent = stage(KernelResult.CHANNEL, 9_000_000, 999_999);
        assertEquals(List.of(true, true, true, true, true, true, false), met(List.of(reader, silent, listener), List.of(cReader, own)));
    }

    @Test
    void withoutAReaderInCOnlyWhatNeedsNoneIsAGoal() {
        var stages = List.of(stage(KernelResult.CHANNEL, 10_000_000, 0), stage(KernelResult.LISTENER_LANE, 5_000_000, 5_000_000));
        assertEquals(List.of(true, true, true), met(stages, List.of(wakeUp(KernelResult.CHANNEL, 15, 100))));
        var result = new KernelResult(stages, List.of());
        var table = KernelTables.stages(List.of(new Measured<>("Felix", Map.of(), result))).toString();
        assertTrue(table.contains("| Felix | full rate, 10.00 M | listener lane | 5.00 M (5.00 M–5.00 M) | – | 50.0 % (50.0 %–50.0 %) | 50 | 200 | 300 |"), table);
    }

    @Test
    void aFeedIsAccountedForWhenNothingIsMissingUntold() {
        assertTrue(new Feeding(10, 10, 10, 0, 1, 500_000_000, 2_000_000_000, 3_000_000_000L).isAccountedFor());
        assertTrue(new Feeding(10, 8, 8, 3, 1, 500_000_000, 2_000_000_000, 3_000_000_000L).isAccountedFor(), "a real process's event was lost, too");
        assertTrue(new Feeding(10, 8, 8, -1, 1, 500_000_000, 2_000_000_000, 3_000_000_000L).isAccountedFor(), "a loss without a number");
        assertFalse(new Feeding(10, 10, 9, 0, 1, 500_000_000, 2_000_000_000, 3_000_000_000L).isAccountedFor());
        assertFalse(new Feeding(10, 10, 11, 0, 1, 500_000_000, 2_000_000_000, 3_000_000_000L).isAccountedFor());
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        var reader = new ArrayList<Feeding>();
        var channel = new ArrayList<Feeding>();
        for (var speed : new long[] {1, 10, 100}) {
            reader.add(new Feeding(1_000, 1_000, speed, 1_000, 1, 500_000_000, 2_000_000_000, 3_000_000_000L));
            channel.add(new Feeding(1_000, 1_000, 2 * speed, 1_000, 1, 500_000_000, 2_000_000_000, 3_000_000_000L));
        }
        var shares = new Stage(KernelResult.CHANNEL, 0, channel).sharesOf(new Stage(KernelResult.REFERENCE, 0, reader));
        assertEquals(List.of(2.0, 2.0, 2.0), List.of(shares[0], shares[1], shares[2]));
    }
}
