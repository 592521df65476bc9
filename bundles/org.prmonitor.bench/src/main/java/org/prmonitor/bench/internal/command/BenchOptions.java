package org.prmonitor.bench.internal.command;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.host.Worker;
import org.prmonitor.bench.internal.host.Workload;
import picocli.CommandLine.Option;

/** What a measurement in frameworks has beside: which ones. */
final class BenchOptions extends ReportOptions {

    @Option(
            names = "--frameworks",
            paramLabel = "NAME",
            split = ",",
            description = "Where to measure: felix, equinox; separated by commas. Default: both.")
    private List<FrameworkKind> frameworks = List.of(FrameworkKind.values());

    /** Where to measure, each once. */
    Set<FrameworkKind> frameworks() {
        return EnumSet.copyOf(frameworks);
    }

    /** Measures in each framework, one after the other. */
    <R extends Serializable> List<Measured<R>> measure(Workload<R> workload) throws IOException, InterruptedException, BenchException {
        var results = new ArrayList<Measured<R>>();
        for (var framework : frameworks()) {
            results.add(measure(framework, workload));
        }
        return results;
    }

    /** Measures in one framework. */
    <R extends Serializable> Measured<R> measure(FrameworkKind framework, Workload<R> workload)
            throws IOException, InterruptedException, BenchException {
        return Worker.run(framework, workload);
    }
}
