package org.prmonitor.bench.internal.kernel;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How many events a second come through to one stage.
 *
 * @param way its label
 * @param rate events a second that were asked for; 0 for as many as the kernel makes
 * @param rounds one each
 */
public record Stage(String way, long rate, List<Feeding> rounds) implements Serializable {

    /** One figure of each round. */
    public double[] each(ToDoubleFunction<Feeding> figure) {
        return rounds.stream().mapToDouble(figure).toArray();
    }

    /** Rates as shares of another stage's, round by round: the two were measured one shortly after the other. */
    public double[] sharesOf(Stage other) {
        var shares = new double[rounds.size()];
        for (var round = 0; round < shares.length; round++) {
            shares[round] = rounds.get(round).perSecond() / other.rounds.get(round).perSecond();
        }
        return shares;
    }
}
