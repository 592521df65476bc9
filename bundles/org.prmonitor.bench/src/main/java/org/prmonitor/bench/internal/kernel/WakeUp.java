package org.prmonitor.bench.internal.kernel;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long events take to a consumer.
 *
 * @param way its label
 * @param lingerMillis how long a burst may gather
 * @param rate events a second
 * @param rounds one each
 */
public record WakeUp(String way, int lingerMillis, long rate, List<Latencies> rounds) implements Serializable {

    /** One figure of each round. */
    public double[] each(ToDoubleFunction<Latencies> figure) {
        return rounds.stream().mapToDouble(figure).toArray();
    }

    /** A figure as a multiple of another's, round by round. */
    public double[] multiplesOf(WakeUp other, ToDoubleFunction<Latencies> figure) {
        var own = each(figure);
        var others = other.each(figure);
        for (var round = 0; round < own.length; round++) {
            own[round] /= others[round];
        }
        return own;
    }
}
