package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.growth.GrowthCurve;
import org.prmonitor.bench.internal.growth.GrowthPoint;
import org.prmonitor.bench.internal.growth.GrowthResult;
import org.prmonitor.bench.internal.growth.GrowthSeries;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.report.Goal;

/** What decides the exit code of {@code bench growth}. */
class GrowthGoalsTest {

    private static GrowthCurve curve(GrowthSeries series, DoubleUnaryOperator cost) {
        var points = new ArrayList<GrowthPoint>();
        for (var size : series.sizes()) {
            var nanos = cost.applyAsDouble(size);
            points.add(new GrowthPoint(
                    size, new double[] {1e9 / nanos, 2e9 / nanos, 3e9 / nanos}, new double[] {nanos, 2 * nanos, 3 * nanos}, new double[] {size, size, size}));
        }
        return new GrowthCurve(series, points);
    }

    private static List<Measured<GrowthResult>> measured(GrowthSeries series, DoubleUnaryOperator cost) {
        return List.of(new Measured<>("Felix", Map.of(), new GrowthResult(List.of(curve(series, cost)))));
    }

    private static List<Boolean> goals(GrowthSeries series, DoubleUnaryOperator cost) {
        return GrowthCommand.goals(measured(series, cost)).stream().map(Goal::met).toList();
    }

    @Test
    void whatIsToBeLinearMayNotBeQuadratic() {
        for (var series : List.of(GrowthSeries.LISTENERS, GrowthSeries.HANDLERS, GrowthSeries.OTHER_FILTERS, GrowthSeries.BYTES)) {
            assertEquals(List.of(true), goals(series, size -> 500), series::name);
            assertEquals(List.of(true), goals(series, size -> 500 + 100 * size), series::name);
            assertEquals(List.of(true), goals(series, size -> 1 + size * Math.log(2 + size)), series::name);
            assertEquals(List.of(false), goals(series, size -> 500 + size * size), series::name);
        }
    }

    @Test
    void whatIsToBeFlatMayNotBeLinear() {
        for (var series : List.of(GrowthSeries.JOURNAL, GrowthSeries.PROCESSES)) {
            assertEquals(List.of(true), goals(series, size -> 500), series::name);
            assertEquals(List.of(true), goals(series, size -> 100 * Math.log(2 + size)), series::name);
            assertEquals(List.of(false), goals(series, size -> 500 + 0.1 * size), series::name);
        }
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        assertEquals(List.of(false), goals(GrowthSeries.LISTENERS, size -> Double.NaN));
    }

    @Test
    void ratiosAreOfOneRound() {
        var curve = curve(GrowthSeries.LISTENERS, size -> size);
        assertEquals(256, curve.ratio(curve.largest()), 1e-9);
        assertEquals(1, curve.order(), 1e-9);
        assertEquals(1, curve.heapBytesEach(), 1e-9);
    }

    @Test
    void theTableHasEverySizeAndTheHeapOfEachOne() {
        var table = GrowthCommand.table(GrowthSeries.PROCESSES, measured(GrowthSeries.PROCESSES, size -> 500)).toString();
        assertEquals(2 + 4, table.lines().count(), table);
        assertTrue(table.contains("| Felix | 10,000 | 4,000,000 (2,000,000–6,000,000) | 1,000 | 1.00 | 0.0 |  |"), table);
        assertTrue(table.endsWith("| 0.1 | 1 |"), table);
        assertEquals(2, GrowthCommand.table(GrowthSeries.BYTES, measured(GrowthSeries.PROCESSES, size -> 500)).toString().lines().count());
    }
}
