package org.prmonitor.bench.internal.storm;

import java.io.Serializable;

/**
 * One storm beside one tool.
 *
 * @param tool its name
 * @param kind the storm's
 * @param startSeconds processor time that the tool took to be ready
 * @param stormSeconds processor time that the storm cost it, until it had caught up
 * @param againSeconds processor time that another storm like it cost the same process; NaN where there was none
 * @param peakKilobytes the most memory that it had resident
 * @param processes how many there were
 * @param arguments of how many it reported the exact arguments
 * @param exits of how many it reported the exit and its code; -1 where it reports none
 * @param spawnerSeconds how long the storm took
 * @param aloneSeconds how long the storm without any tool took in the same round
 */
public record ToolStorm(
        String tool,
        StormKind kind,
        double startSeconds,
        double stormSeconds,
        double againSeconds,
        long peakKilobytes,
        int processes,
        int arguments,
        int exits,
        double spawnerSeconds,
        double aloneSeconds)
        implements Serializable {

    /** Every start with its arguments, and every exit with its code. */
    public boolean isComplete() {
        return arguments == processes && exits == processes;
    }

    /** By how much the spawner was slowed down: 1 for not at all. */
    public double slowDown() {
        return spawnerSeconds / aloneSeconds;
    }
}
