package org.prmonitor.bench.internal.growth;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Workload;
import org.prmonitor.testkit.ScriptedChannelProvider;

/**
 * Every size of every series in turn, round after round, so that whatever else the machine does hits all of them.
 *
 * @param frameworkProperties that make EventAdmin what it is
 * @param series what becomes more
 * @param rounds how often
 * @param millis for how long each time; half of it again to warm up
 */
public record GrowthWorkload(Map<String, String> frameworkProperties, List<GrowthSeries> series, int rounds, int millis)
        implements Workload<GrowthResult> {

    @Override
    public List<String> jvmOptions() {
        // One size from the start, every page of it there: what comes in the middle of a round is measured with it.
        return List.of("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch");
    }

    @Override
    public GrowthResult run(Container container) throws Exception {
        var channel = new ScriptedChannelProvider();
        var registration = container.context().registerService(MonitorChannelProvider.class, channel, null);
        var samples = new EnumMap<GrowthSeries, Sample[][]>(GrowthSeries.class);
        for (var one : series) {
            samples.put(one, new Sample[one.sizes().length][rounds]);
            // What the compilers learn at first would be the price of whoever comes first.
            measure(container, channel, one, one.sizes()[0]);
        }
        for (var round = 0; round < rounds; round++) {
            for (var one : series) {
                container.say("round " + (round + 1) + " of " + rounds + ": " + one.label());
                for (var index = 0; index < one.sizes().length; index++) {
                    samples.get(one)[index][round] = measure(container, channel, one, one.sizes()[index]);
                }
            }
        }
        registration.unregister();
        return result(samples);
    }

    private Sample measure(Container container, ScriptedChannelProvider channel, GrowthSeries one, int size) throws Exception {
        try {
            return new GrowthTrial(container, channel, Crowd.of(one, size)).measure(TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (BenchException failure) {
            throw new BenchException(size + " " + one.label() + ": " + failure.getMessage(), failure);
        }
    }

    private static GrowthResult result(Map<GrowthSeries, Sample[][]> samples) {
        var curves = new ArrayList<GrowthCurve>();
        samples.forEach((one, bySize) -> {
            var points = new ArrayList<GrowthPoint>();
            for (var index = 0; index < bySize.length; index++) {
                points.add(point(one.sizes()[index], List.of(bySize[index])));
            }
            curves.add(new GrowthCurve(one, List.copyOf(points)));
        });
        return new GrowthResult(List.copyOf(curves));
    }

    private static GrowthPoint point(int size, List<Sample> rounds) {
        return new GrowthPoint(
                size,
                rounds.stream().mapToDouble(Sample::perSecond).toArray(),
                rounds.stream().mapToDouble(Sample::nanos).toArray(),
                rounds.stream().mapToDouble(Sample::heapBytes).toArray());
    }
}
