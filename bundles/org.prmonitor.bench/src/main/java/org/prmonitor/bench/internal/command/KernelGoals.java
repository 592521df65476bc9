package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.median;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.kernel.Feeding;
import org.prmonitor.bench.internal.kernel.KernelResult;
import org.prmonitor.bench.internal.kernel.Latencies;
import org.prmonitor.bench.internal.kernel.WakeUp;
import org.prmonitor.bench.internal.report.Goal;

/** What {@code prmonitor bench kernel} has to show. A comparison with the reader in C is a goal only where there is one. */
final class KernelGoals {

    private static final long FULL_RATE = 0;
    private static final double CHANNEL_SHARE = 1.0;
    private static final double LISTENER_SHARE = 0.3;
    private static final double LISTENER_LANE = 3_000_000;
    private static final double LISTENER_LANE_BYTES = 300;
    private static final double P50_MULTIPLE = 1.5;
    private static final double P99_MULTIPLE = 2;

    private KernelGoals() {}

    static List<Goal> of(List<Measured<KernelResult>> results) {
        var goals = new ArrayList<Goal>();
        for (var measured : results) {
            goals.addAll(throughput(measured.framework() + ": ", measured.result()));
            goals.addAll(latency(measured.framework() + ": ", measured.result()));
            goals.add(books(measured.framework() + ": ", measured.result()));
        }
        return goals;
    }

    private static List<Goal> throughput(String where, KernelResult result) {
        var goals = new ArrayList<Goal>();
        var reference = result.stage(KernelResult.REFERENCE, FULL_RATE);
        result.stage(KernelResult.CHANNEL, FULL_RATE).ifPresent(channel -> reference.ifPresent(reader -> goals.add(atLeast(
                where + "the channel alone takes as many events/s as the reader in C", median(channel.sharesOf(reader)), CHANNEL_SHARE))));
        result.stage(KernelResult.LISTENER_LANE, FULL_RATE).ifPresent(lane -> {
            var perSecond = median(lane.each(Feeding::perSecond));
            goals.add(new Goal(
                    where + "the listener lane takes 3 M events/s with the producer running",
                    perSecond >= LISTENER_LANE,
                    KernelTables.millions(perSecond) + "/s"));
            var bytes = median(lane.each(Feeding::allocation));
            goals.add(new Goal(
                    where + "the listener lane allocates no more than 300 bytes an event, channel and journal included",
                    bytes <= LISTENER_LANE_BYTES,
                    decimal(bytes, 0)));
            reference.ifPresent(reader -> goals.add(
                    atLeast(where + "the listener lane takes 0.3 of what the reader in C takes", median(lane.sharesOf(reader)), LISTENER_SHARE)));
        });
        return goals;
    }

    private static List<Goal> latency(String where, KernelResult result) {
        var goals = new ArrayList<Goal>();
        for (var wakeUp : result.wakeUps()) {
            if (wakeUp.way().equals(KernelResult.CHANNEL) && wakeUp.lingerMillis() == 0) {
                result.wakeUp(KernelResult.REFERENCE, 0, wakeUp.rate()).ifPresent(reader -> {
                    var what = where + "at " + count(wakeUp.rate()) + "/s, linger 0, an event takes to the channel no more than ";
                    goals.add(atMost(what + "1.5 times as long as to the reader in C, p50", wakeUp, reader, Latencies::p50, P50_MULTIPLE));
                    goals.add(atMost(what + "twice as long as to the reader in C, p99", wakeUp, reader, Latencies::p99, P99_MULTIPLE));
                });
            }
        }
        return goals;
    }

    private static Goal books(String where, KernelResult result) {
        var feedings = 0;
        var open = new ArrayList<String>();
        for (var stage : result.stages()) {
            for (var feeding : stage.rounds()) {
                feedings++;
                if (!feeding.isAccountedFor()) {
                    open.add(stage.way() + " " + feeding);
                }
            }
        }
        return new Goal(
                where + "at no stage an event is missing that nobody told of, or comes twice",
                open.isEmpty(),
                open.isEmpty() ? feedings + " feeds" : String.join("; ", open));
    }

    private static Goal atLeast(String text, double share, double least) {
        return new Goal(text, share >= least, decimal(share, 2));
    }

    private static Goal atMost(String text, WakeUp own, WakeUp reader, ToDoubleFunction<Latencies> figure, double most) {
        var multiple = median(own.multiplesOf(reader, figure));
        return new Goal(text, multiple <= most, decimal(multiple, 2));
    }
}
