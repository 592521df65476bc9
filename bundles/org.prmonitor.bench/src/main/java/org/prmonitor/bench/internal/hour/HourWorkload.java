package org.prmonitor.bench.internal.hour;

import java.util.List;
import java.util.Map;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Workload;

/**
 * A fast listener that sets the pace, and beside it one that is slow, one that throws at every event, one that does not return,
 * and an event handler.
 *
 * @param events how many
 */
public record HourWorkload(long events) implements Workload<HourResult> {

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx256m", "-XX:+UseSerialGC");
    }

    /** As prmonitor itself runs it; every framework but Felix does not know the property. */
    @Override
    public Map<String, String> frameworkProperties() {
        return FrameworkKind.FELIX.eventAdminSettings();
    }

    @Override
    public HourResult run(Container container) throws Exception {
        return new HourRun(container, events).run();
    }
}
