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

    /** Property of the JVM: the options of the one that {@code prmonitor ui} runs in, which its launcher alone knows. */
    public static final String JVM_OPTIONS = "prmonitor.ui.options";

    /** As {@code prmonitor ui} itself runs. */
    @Override
    public List<String> jvmOptions() {
        var options = System.getProperty(JVM_OPTIONS);
        if (options == null) {
            throw new IllegalStateException("no system property " + JVM_OPTIONS + "; 'launcher/prmonitor bench ui' sets it");
        }
        return List.of(options.split(" "));
    }

    @Override
    public UiResult run(Container container) throws Exception {
        return new UiRun(container, storms, processes).run();
    }
}
