package org.prmonitor.bench.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Workload;

/**
 * Every way in turn, round after round, so that whatever else the machine does hits all of them.
 *
 * @param eventAdmin as in a table
 * @param frameworkProperties that make EventAdmin what it is
 * @param settings what is measured
 * @param cReader the program; null where there is none
 */
public record KernelWorkload(
        String eventAdmin, Map<String, String> frameworkProperties, KernelSettings settings, @Nullable String cReader)
        implements Workload<KernelResult> {

    /** The channel whose ring is filled. */
    static final String CHANNEL = "linux-ebpf";

    @Override
    public List<String> jvmOptions() {
        // One size from the start: what grows in the middle of a round is measured with it.
        return List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    }

    @Override
    public KernelResult run(Container container) throws Exception {
        try (var feeder = Feeder.start(container)) {
            var ringBytes = settings.ringBytes();
            var ways = new ArrayList<Way>();
            if (cReader != null) {
                ways.add(new CReader(Path.of(cReader), ringBytes, container.folder()));
            }
            ways.add(new ChannelWay(container, ringBytes));
            ways.add(new JournalWay(container, ringBytes));
            ways.add(new ListenerWay(container, ringBytes));
            ways.add(new EventAdminWay(eventAdmin, container, ringBytes));
            ways.add(new FlowWay(container, ringBytes));
            var stand = new Stand(container, feeder, settings);
            var stages = new StagesRun(stand, ways).run();
            // Nobody reads the journal who could say when an event has come.
            ways.removeIf(JournalWay.class::isInstance);
            var wakeUps = new WakeUpsRun(stand, ways).run();
            return new KernelResult(stages, wakeUps);
        }
    }
}
