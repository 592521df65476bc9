package org.prmonitor.bench.internal.ui;

import java.util.List;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Workload;

/**
 * Storms, one after the other, while somebody types into the filter box.
 *
 * @param storms how many
 * @param processes how many each
 */
public record UiWorkload(int storms, int processes) implements Workload<UiResult> {

    /** As {@code prmonitor ui} itself runs, which a test of the launcher holds it to. */
    @Override
    public List<String> jvmOptions() {
        return List.of("-XX:+UseSerialGC", "-Xmn16m", "-XX:MetaspaceSize=64m", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m");
    }

    @Override
    public UiResult run(Container container) throws Exception {
        return new UiRun(container, storms, processes).run();
    }
}
