package org.prmonitor.bench.internal.jvm;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Version;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Distribution;
import org.prmonitor.bench.internal.host.Measured;

/**
 * The steps in turn, round after round, so that whatever else the machine does hits all of them; each time in a JVM of its own, which
 * JMH starts.
 */
public final class JvmRun {

    /** How many iterations of a round count. */
    public static final int ITERATIONS = 5;

    /** Where the figures stand in a report: they are measured in no framework, or in Felix. */
    private static final String LABEL = "JMH";

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final JvmSettings settings;
    private final Map<JvmStep, List<Double>> nanos = new EnumMap<>(JvmStep.class);
    private final Map<JvmStep, List<Double>> bytes = new EnumMap<>(JvmStep.class);

    private JvmRun(JvmSettings settings) {
        this.settings = settings;
    }

    /**
     * Measures the steps. Progress goes to standard error.
     *
     * @throws BenchException where a JVM failed; what it said stands on standard error
     */
    public static Measured<JvmResult> measure(JvmSettings settings) throws BenchException {
        var distribution = Distribution.current();
        // JMH starts its JVMs with the class path that this property has.
        System.setProperty("java.class.path", distribution.plainClassPath());
        // It is for the user to run one measurement at a time; the file that JMH locks may be another user's.
        System.setProperty("jmh.ignoreLock", "true");
        var versions = new TreeMap<>(distribution.plainVersions());
        versions.put("java", Runtime.version().toString());
        versions.put("jmh", Version.getPlainVersion());
        return new Measured<>(LABEL, versions, new JvmRun(settings).run());
    }

    private JvmResult run() throws BenchException {
        for (var round = 1; round <= settings.rounds(); round++) {
            for (var step : settings.steps()) {
                System.err.println("prmonitor: bench: JMH: round " + round + " of " + settings.rounds() + ": " + step.label());
                measure(step);
            }
        }
        var figures = new ArrayList<JvmFigure>();
        for (var step : settings.steps()) {
            figures.add(new JvmFigure(step, array(nanos, step), array(bytes, step)));
        }
        return new JvmResult(List.copyOf(figures));
    }

    private void measure(JvmStep step) throws BenchException {
        var said = new ByteArrayOutputStream();
        var output = new PrintStream(said, true, StandardCharsets.UTF_8);
        try {
            for (var result : new Runner(options(step), OutputFormatFactory.createFormatInstance(output, VerboseMode.NORMAL)).run()) {
                for (var fork : result.getBenchmarkResults()) {
                    fork.getIterationResults().forEach(iteration -> note(step, iteration));
                }
            }
        } catch (RunnerException failure) {
            System.err.println(said.toString(StandardCharsets.UTF_8));
            throw new BenchException("JMH: " + step.label() + ": " + failure.getMessage() + "; see above", failure);
        }
    }

    private void note(JvmStep step, IterationResult iteration) {
        nanos.computeIfAbsent(step, unused -> new ArrayList<>()).add(iteration.getPrimaryResult().getScore());
        // Without it the JVM does not tell what its threads allocate, and there is nothing to be judged.
        Result<?> allocated = iteration.getSecondaryResults().get(ALLOCATED);
        bytes.computeIfAbsent(step, unused -> new ArrayList<>()).add(allocated == null ? Double.NaN : allocated.getScore());
    }

    private Options options(JvmStep step) {
        var options = new OptionsBuilder()
                .include("\\." + step.method() + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.milliseconds(settings.millis()))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.milliseconds(settings.millis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgs(jvmOptions());
        step.parameters().forEach(options::param);
        return options.build();
    }

    private static String[] jvmOptions() {
        // One size from the start: what grows in the middle of an iteration is measured with it.
        var options = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
        // Since 24 the JVM complains of Felix's use of Unsafe.
        if (Runtime.version().feature() >= 24) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options.toArray(String[]::new);
    }

    private static double[] array(Map<JvmStep, List<Double>> values, JvmStep step) {
        return values.getOrDefault(step, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
