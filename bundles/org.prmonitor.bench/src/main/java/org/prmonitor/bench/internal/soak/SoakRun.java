package org.prmonitor.bench.internal.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.bench.internal.hour.Consumers;
import org.prmonitor.bench.internal.report.Numbers;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.SteadyRate;

/** One run. */
final class SoakRun {

    private static final String KERNEL = "linux-ebpf";
    private static final String STORM = "bench.storm";
    private static final String JOURNAL = "journal";
    private static final double MEGABYTE = 1 << 20;

    private final Container container;
    private final SoakWorkload settings;
    private final ScriptedChannelProvider script = new ScriptedChannelProvider();
    private final StormListener storms = new StormListener();

    /** Scripted processes so far. */
    private long processes;

    SoakRun(Container container, SoakWorkload settings) {
        this.container = container;
        this.settings = settings;
    }

    SoakResult run() throws Exception {
        var context = container.context();
        context.registerService(MonitorChannelProvider.class, script, null);
        var source = container.startSource(ScriptedChannelProvider.NAME, Map.of());
        var configurations = container.service(ConfigurationAdmin.class);
        var consumers = Consumers.register(context, new AtomicLong());
        var filtered = Map.of(MonitorListener.PREFIX_ + "id", STORM, MonitorListener.PREFIX_ + "filter", "(image.path=" + StormShells.IMAGE + ")");
        context.registerService(MonitorEventListener.class, storms, FrameworkUtil.asDictionary(filtered));
        Listeners.awaitRunning(source, consumers.listeners() + 1);
        var windows = new ArrayList<Window>();
        var begin = System.nanoTime();
        try (var shells = StormShells.start()) {
            for (var number = 1; number <= settings.windows(); number++) {
                var window = window(source, configurations, shells, number, begin);
                windows.add(window);
                container.say(line(number, window));
            }
        }
        var blocked = source.await(Container.PATIENCE, Consumers::isBlockedNamed);
        consumers.letGo();
        var end = source.await(Container.PATIENCE, SoakRun::isAtRest);
        return new SoakResult(windows, Consumers.isBlockedNamed(blocked), consumers.books(end));
    }

    private Window window(MonitorEventSource source, ConfigurationAdmin configurations, StormShells shells, int number, long begin)
            throws IOException, InterruptedException, BenchException {
        var before = source.status().hop(JOURNAL).seen();
        var storm = "storm-" + number;
        if (settings.storm() > 0) {
            storms.begin(storm);
            container.changeChannel(source, configurations, KERNEL);
            shells.raise(storm, settings.storm());
            awaitTaken(source);
            container.changeChannel(source, configurations, ScriptedChannelProvider.NAME);
        }
        var seen = storms.seen();
        var raised = new SteadyRate(2L * settings.rate());
        script.feed(ScriptedProcesses.feed(processes, raised));
        var end = begin + TimeUnit.SECONDS.toNanos((long) number * settings.windowSeconds());
        TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        var scripted = raised.stop();
        processes += (scripted + 1) / 2;
        awaitTaken(source);
        return new Window(
                (System.nanoTime() - begin) / 1e9,
                source.status().hop(JOURNAL).seen() - before,
                scripted,
                settings.storm(),
                seen.started(),
                seen.exited(),
                Footprint.take());
    }

    /** Until everything has gone through EventAdmin, and through the listeners that keep up. */
    private static void awaitTaken(MonitorEventSource source) throws InterruptedException, BenchException {
        if (!source.flush(Container.PATIENCE)) {
            throw new BenchException("the events did not come through EventAdmin within " + Container.PATIENCE.toSeconds() + " s");
        }
        var last = source.status().lastSequence();
        var status = source.await(Container.PATIENCE, now -> hasTaken(now, Consumers.FAST, last) && hasTaken(now, STORM, last));
        if (!hasTaken(status, Consumers.FAST, last) || !hasTaken(status, STORM, last)) {
            throw new BenchException("the fast listeners did not get everything within " + Container.PATIENCE.toSeconds() + " s: " + status.listeners());
        }
    }

    /** Every number up to this one is an event or stands for a lost one. */
    private static boolean hasTaken(SourceStatus status, String id, long sequence) {
        return status.listeners().stream()
                .filter(listener -> listener.id().equals(id))
                .map(listener -> listener.books())
                .anyMatch(books -> books.seen() - books.inFlight() >= sequence);
    }

    private static boolean isAtRest(SourceStatus status) {
        return status.hops().stream().allMatch(hop -> hop.inFlight() == 0)
                && status.listeners().stream().allMatch(listener -> listener.books().inFlight() == 0);
    }

    private static String line(int number, Window window) {
        var footprint = window.footprint();
        return "window " + number + ": " + Numbers.count(window.events()) + " events, " + window.started() + " of " + window.storm()
                + " real processes, RSS " + Numbers.decimal(footprint.residentBytes() / MEGABYTE, 1) + " MB, heap "
                + Numbers.decimal(footprint.heapBytes() / MEGABYTE, 1) + " MB, " + footprint.threads() + " threads, " + footprint.descriptors()
                + " descriptors";
    }
}
