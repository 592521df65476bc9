package org.prmonitor.bench.internal.lanes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.service.event.EventAdmin;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Workload;
import org.prmonitor.testkit.ScriptedChannelProvider;

/**
 * Every way of an event in turn, round after round, so that whatever else the machine does hits all of them.
 *
 * @param eventAdmin as in a table
 * @param frameworkProperties that make EventAdmin what it is
 * @param rounds how often
 * @param seconds for how long each time; half of it again to warm up
 */
public record LanesWorkload(String eventAdmin, Map<String, String> frameworkProperties, int rounds, int seconds)
        implements Workload<LanesResult> {

    @Override
    public List<String> jvmOptions() {
        // One size from the start: what grows in the middle of a round is measured with it.
        return List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    }

    @Override
    public LanesResult run(Container container) throws Exception {
        var channel = new ScriptedChannelProvider();
        var registration = container.context().registerService(MonitorChannelProvider.class, channel, null);
        // Without the linger: as fast as it goes is not what it is for.
        var source = container.startSource(ScriptedChannelProvider.NAME, Map.of("lingerMillis", 0));
        var eventAdminService = container.service(EventAdmin.class);
        var context = container.context();
        var ways = List.of(
                new BareEventAdmin(context, eventAdminService, false),
                new BareEventAdmin(context, eventAdminService, true),
                new EventAdminLaneWay(context, channel),
                new ListenerLaneWay(context, source, channel, 1),
                new ListenerLaneWay(context, source, channel, 4),
                new ListenerLaneWay(context, source, channel, 16));
        var speeds = new Speed[ways.size()][rounds];
        var nanos = TimeUnit.SECONDS.toNanos(seconds);
        for (var round = 0; round < rounds; round++) {
            container.say(eventAdmin + ": round " + (round + 1) + " of " + rounds);
            for (var way = 0; way < ways.size(); way++) {
                speeds[way][round] = ways.get(way).measure(nanos / 2, nanos);
            }
        }
        container.say(eventAdmin + ": latency");
        var latencies = new LatencyRun(container, source, channel, eventAdminService, Math.max(2, seconds)).run();
        container.stopSource();
        registration.unregister();
        var throughputs = new ArrayList<Throughput>();
        for (var way = 0; way < ways.size(); way++) {
            throughputs.add(new Throughput(
                    ways.get(way).label(),
                    Arrays.stream(speeds[way]).mapToDouble(Speed::perSecond).toArray(),
                    Arrays.stream(speeds[way]).mapToDouble(Speed::perProcessorSecond).toArray()));
        }
        return new LanesResult(eventAdmin, List.copyOf(throughputs), List.copyOf(latencies));
    }
}
