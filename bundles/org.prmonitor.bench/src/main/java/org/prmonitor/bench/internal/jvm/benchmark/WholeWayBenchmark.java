package org.prmonitor.bench.internal.jvm.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.osgi.framework.FrameworkUtil;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.testkit.internal.EmbeddedFramework;

/**
 * The whole way: the source's bundle in Felix, with its defaults but for the linger, takes records out of a ring, makes events of
 * them, keeps the process table, appends them to the journal and gives them to one listener. Felix's EventAdmin is there, as in most
 * containers, and nobody handles an event. Starts and exits in turn. Every thread of the JVM is in the figures.
 */
@State(Scope.Thread)
public class WholeWayBenchmark {

    /** A quarter of the journal: nobody falls off its tail. */
    private static final int PORTION = 1 << 14;

    private final RecordsChannel channel = new RecordsChannel(new WireRecords(PORTION));
    private final Arrivals arrivals = new Arrivals(PORTION);
    private @Nullable EmbeddedFramework framework;

    @Setup
    public void start() throws Exception {
        var started = EmbeddedFramework.start(WholeWayBenchmark.class.getClassLoader(), List.of());
        framework = started;
        // The container starts it; it brings no channel that is used.
        started.install(List.of("org.prmonitor.nativeaccess"));
        started.context().registerService(MonitorChannelProvider.class, new RecordsChannelProvider(channel), null);
        try (var container = new Container(started.context(), FrameworkKind.FELIX)) {
            // Without the linger: as fast as it goes is not what it is for.
            var source = container.startSource(WireRecords.CHANNEL, Map.of("lingerMillis", 0));
            started.context().registerService(
                    MonitorEventListener.class,
                    arrivals.listener(),
                    FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", "bench")));
            Listeners.awaitRunning(source, 1);
        }
    }

    @TearDown
    public void stop() throws Exception {
        Objects.requireNonNull(framework).close();
    }

    @Benchmark
    @OperationsPerInvocation(PORTION)
    public void listener() throws InterruptedException {
        channel.raise(PORTION);
        arrivals.await(1);
    }
}
