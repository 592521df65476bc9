package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.jvm.JvmFigure;
import org.prmonitor.bench.internal.jvm.JvmResult;
import org.prmonitor.bench.internal.jvm.JvmStep;
import org.prmonitor.bench.internal.report.Goal;

/** What decides the exit code of {@code bench jvm}. */
class JvmGoalsTest {

    private static JvmFigure figure(JvmStep step, double... bytes) {
        return new JvmFigure(step, new double[] {10, 11, 12, 11, 10}, bytes);
    }

    private static List<Boolean> goals(JvmFigure... figures) {
        return JvmCommand.goals(new JvmResult(List.of(figures))).stream().map(Goal::met).toList();
    }

    @Test
    void anEventOnTheListenerLaneHas300Bytes() {
        assertEquals(List.of(true), goals(figure(JvmStep.WHOLE_WAY, 300, 300, 999)));
        assertEquals(List.of(false), goals(figure(JvmStep.WHOLE_WAY, 301, 301, 1)));
    }

    @Test
    void whatTheJvmDoesNotTellIsNotMet() {
        assertEquals(List.of(false), goals(figure(JvmStep.WHOLE_WAY, Double.NaN, Double.NaN, Double.NaN)));
        assertEquals(List.of(false), goals(figure(JvmStep.WHOLE_WAY)));
    }

    @Test
    void theOtherStepsAreOnlyShown() {
        assertEquals(List.of(), goals(figure(JvmStep.JSON_START, 5_000), figure(JvmStep.HANDLERS_1, 900)));
    }

    @Test
    void theTableHasMeanErrorAndMedian() {
        var table = JvmCommand.table(new JvmResult(List.of(figure(JvmStep.APPEND, 0, 0, 4)))).toString();
        // Student's t for four degrees of freedom at 99.9 % is 8.61; the standard error of these five is 0.374.
        assertTrue(table.endsWith("| append to the journal | 10.8 | ± 3.2 | 0.0 |"), table);
    }

    @Test
    void everyStepNamesABenchmarkThatExists() throws Exception {
        for (var step : JvmStep.values()) {
            var dot = step.method().indexOf('.');
            var benchmark = Class.forName("org.prmonitor.bench.internal.jvm.benchmark." + step.method().substring(0, dot));
            var methods = Arrays.stream(benchmark.getMethods()).map(Method::getName).toList();
            assertTrue(methods.contains(step.method().substring(dot + 1)), step::name);
            for (var parameter : step.parameters().keySet()) {
                assertEquals(parameter, benchmark.getDeclaredField(parameter).getName());
            }
        }
    }
}
