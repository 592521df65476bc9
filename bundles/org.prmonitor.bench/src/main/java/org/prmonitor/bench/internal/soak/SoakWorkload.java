package org.prmonitor.bench.internal.soak;

import java.util.List;
import java.util.Map;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.JavaCommand;
import org.prmonitor.bench.internal.host.Workload;

/**
 * Windows of scripted processes, a storm of real ones at the begin of each.
 *
 * @param seconds how long in all
 * @param windowSeconds how long a window is
 * @param rate scripted processes a second, each a start and an exit
 * @param storm real processes a window; 0 for none
 */
public record SoakWorkload(int seconds, int windowSeconds, int rate, int storm) implements Workload<SoakResult> {

    /** How many windows there are. */
    public int windows() {
        return seconds / windowSeconds;
    }

    /** As prmonitor itself runs: what stays flat there has to stay flat here. */
    @Override
    public List<String> jvmOptions() {
        return JavaCommand.PRMONITOR_OPTIONS;
    }

    @Override
    public Map<String, String> frameworkProperties() {
        return FrameworkKind.FELIX.eventAdminSettings();
    }

    @Override
    public SoakResult run(Container container) throws Exception {
        return new SoakRun(container, this).run();
    }
}
