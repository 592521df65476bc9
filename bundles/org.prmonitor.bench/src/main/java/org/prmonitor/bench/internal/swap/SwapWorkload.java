package org.prmonitor.bench.internal.swap;

import java.util.ArrayList;
import java.util.List;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Workload;

/**
 * The same swaps on every way to a consumer.
 *
 * @param swaps at a steady rate
 * @param rate events a second
 * @param stormSwaps while real processes come and go; 0 for none
 * @param seed of the random pauses
 */
public record SwapWorkload(int swaps, long rate, int stormSwaps, long seed) implements Workload<SwapResult> {

    @Override
    public SwapResult run(Container container) throws Exception {
        var trials = new ArrayList<SwapTrial>();
        for (var drive : List.of(new ScriptedDrive(rate), new EventAdminDrive(rate, false), new EventAdminDrive(rate, true))) {
            trials.add(new SwapRun(container, drive, seed).run(swaps));
        }
        if (stormSwaps > 0) {
            trials.add(storm(container));
        }
        return new SwapResult(seed, trials);
    }

    private SwapTrial storm(Container container) throws Exception {
        var drive = new StormDrive();
        try {
            return new SwapRun(container, drive, seed).run(stormSwaps);
        } catch (ChannelClosedException closed) {
            container.say(drive.label() + ": not run: " + closed.getMessage());
            return SwapTrial.notRun(drive.label(), closed.getMessage());
        }
    }
}
