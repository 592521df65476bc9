package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.hour.BooksLine;
import org.prmonitor.bench.internal.hour.HourResult;
import org.prmonitor.bench.internal.lanes.LanesResult;
import org.prmonitor.bench.internal.lanes.Latency;
import org.prmonitor.bench.internal.lanes.Throughput;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.storm.Peer;
import org.prmonitor.bench.internal.storm.StormKind;
import org.prmonitor.bench.internal.storm.StormResult;
import org.prmonitor.bench.internal.storm.StormRun;
import org.prmonitor.bench.internal.storm.StormSettings;
import org.prmonitor.bench.internal.storm.ToolStorm;
import org.prmonitor.bench.internal.swap.Books;
import org.prmonitor.bench.internal.swap.SwapResult;
import org.prmonitor.bench.internal.swap.SwapTrial;

/** What decides the exit code: nothing that went wrong may look well. */
class GoalsTest {

    private static final Books CLEAN = new Books(100, 0, 0, 0);

    private static <R extends Serializable> List<Measured<R>> measured(R result) {
        return List.of(new Measured<>("Felix", Map.of(), result));
    }

    private static SwapTrial trial(boolean promised, Books swapped, Books neighbour) {
        return new SwapTrial("way", promised, 10, 100, 1, swapped, List.of(CLEAN, neighbour), new double[] {1, 2}, "");
    }

    private static List<Boolean> met(List<Goal> goals) {
        return goals.stream().map(Goal::met).toList();
    }

    private static List<Boolean> swapGoals(SwapTrial... trials) {
        return met(SwapCommand.goals(measured(new SwapResult(1, List.of(trials)))));
    }

    @Test
    void aSwapMayCostNobodyAnything() {
        assertEquals(List.of(true), swapGoals(trial(true, CLEAN, CLEAN)));
        for (var wrong : List.of(new Books(99, 1, 0, 0), new Books(101, 0, 1, 0), new Books(100, 0, 0, 1))) {
            assertEquals(List.of(false), swapGoals(trial(true, wrong, CLEAN)), wrong::toString);
            assertEquals(List.of(false), swapGoals(trial(true, CLEAN, wrong)), wrong::toString);
        }
    }

    @Test
    void whatIsNotPromisedIsOnlyShown() {
        var lossy = trial(false, new Books(79, 21, 0, 0), CLEAN);
        assertEquals(List.of(), swapGoals(lossy));
        var table = SwapCommand.table(measured(new SwapResult(1, List.of(lossy)))).toString();
        assertTrue(table.contains("| 21 (21.0 %) | 2 |"), table);
    }

    @Test
    void whatWasNotRunIsNotMet() {
        var notRun = new SwapTrial("storm", true, 0, 0, 0, CLEAN, List.of(), new double[0], "no rights");
        assertEquals(List.of(false), swapGoals(notRun));
        assertTrue(SwapCommand.table(measured(new SwapResult(1, List.of(notRun)))).toString().contains("not run: no rights"), "says why");
    }

    private static List<Boolean> laneGoals(double ceiling, double eventAdminLane, double listenerLane, double p99) {
        var result = new LanesResult(
                "Felix",
                List.of(
                        new Throughput("ceiling", new double[] {ceiling}, new double[] {Double.NaN}),
                        new Throughput("ready", new double[] {2 * ceiling}, new double[] {Double.NaN}),
                        new Throughput("lane", new double[] {eventAdminLane}, new double[] {Double.NaN}),
                        new Throughput("listeners", new double[] {listenerLane}, new double[] {Double.NaN})),
                List.of(new Latency("listener lane", "none", 10, 0.1, p99, 9), new Latency("bare", "none", 10, 100, 900, 999)));
        return met(LanesCommand.goals(measured(result)));
    }

    @Test
    void lanesHaveThreeGoals() {
        assertEquals(List.of(true, true, true), laneGoals(1e6, 0.9e6, 3e6, 4.9));
        assertEquals(List.of(false, true, true), laneGoals(1e6, 0.9e6, 2.9e6, 4.9));
        assertEquals(List.of(true, false, true), laneGoals(1e6, 0.89e6, 3e6, 4.9));
        assertEquals(List.of(true, true, false), laneGoals(1e6, 0.9e6, 3e6, 5));
    }

    private static List<Boolean> hourGoals(double lastMegabytes, boolean named, BooksLine line) {
        var heap = new double[36];
        Arrays.fill(heap, 20 << 20);
        Arrays.fill(heap, 24, 36, lastMegabytes * (1 << 20));
        return met(HourCommand.goals(measured(new HourResult(100, 1, named, heap, List.of(line)))));
    }

    @Test
    void anHourHasThreeGoals() {
        var closed = new BooksLine("one", 100, 60, 0, 40, 60, 40);
        assertEquals(List.of(true, true, true), hourGoals(20, true, closed));
        assertEquals(List.of(false, true, true), hourGoals(25, true, closed));
        assertEquals(List.of(true, true, false), hourGoals(20, false, closed));
        for (var open : List.of(
                new BooksLine("less seen", 99, 59, 0, 40, 59, 40),
                new BooksLine("in flight", 100, 59, 0, 40, 59, 40),
                new BooksLine("the witness got less", 100, 60, 0, 40, 59, 40),
                new BooksLine("the witness was not told", 100, 60, 0, 40, 60, 39))) {
            assertEquals(List.of(true, false, true), hourGoals(20, true, open), open::name);
        }
    }

    private static StormResult storms(double firstEvent, ToolStorm... storms) {
        return new StormResult(List.of(storms), List.of(new StormResult.FirstEvent(StormRun.prmonitor(), firstEvent)), List.of());
    }

    private static ToolStorm storm(String tool, double seconds, long peakKilobytes, int arguments, int exits) {
        return new ToolStorm(tool, StormKind.SEQUENTIAL, 0.7, seconds, seconds, peakKilobytes, 100, arguments, exits, 10, 10);
    }

    private static List<Boolean> stormGoals(StormResult result) {
        return met(StormCommand.goals(result, new StormSettings(100, 1, List.of(StormKind.SEQUENTIAL), false, List.of(Peer.SNOOPS))));
    }

    @Test
    void aStormIsSeenWholeInLittleMemoryAndNoMoreTimeThanThePeersTake() {
        var peers = storm(StormRun.snoops(), 0.5, 27_000, 100, 100);
        var good = storm(StormRun.prmonitor(), 0.4, 90_000, 100, 100);
        assertEquals(List.of(true, true, true, true), stormGoals(storms(0.6, good, peers)));
        assertEquals(List.of(true, true, true), stormGoals(storms(0.6, good)), "without peers nothing is compared");
        assertEquals(List.of(false, true, true, true), stormGoals(storms(0.6, good, storm(StormRun.prmonitor(), 0.4, 90_000, 99, 100), peers)));
        assertEquals(List.of(false, true, true, true), stormGoals(storms(0.6, storm(StormRun.prmonitor(), 0.4, 90_000, 100, 99), peers)));
        assertEquals(List.of(true, false, false, false), stormGoals(storms(0.8, storm(StormRun.prmonitor(), 0.6, 110_000, 100, 100), peers)));
        assertEquals(List.of(false, false, false), stormGoals(storms(Double.NaN)), "what was not measured is not met");
        var channel = storm(StormRun.channel(), 0.19, 70_000, 100, 100);
        assertEquals(List.of(true, true, true, false, true), stormGoals(storms(0.6, good, peers, channel)), "0.4 s is more than twice 0.19 s");
    }
}
