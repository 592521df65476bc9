package org.prmonitor.bench.internal.ui;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.widgets.Display;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Heap;
import org.prmonitor.bench.internal.host.ProcessStorm;
import org.prmonitor.bench.internal.report.Numbers;

/** One run in the running application, beside its own threads. */
final class UiRun {

    private static final int HEAP_LOOKS = 10;
    private static final long HEAP_PAUSE_MILLIS = 400;

    private static final String CHANNEL = "linux-ebpf";
    private static final String JOURNAL = "journal";

    private final Container container;
    private final int storms;
    private final int processes;

    UiRun(Container container, int storms, int processes) {
        this.container = container;
        this.storms = storms;
        this.processes = processes;
    }

    UiResult run() throws Exception {
        var source = container.service(MonitorEventSource.class);
        var status = source.await(Container.PATIENCE, now -> now.state() == SourceState.RUNNING && !now.listeners().isEmpty());
        if (!CHANNEL.equals(status.channel())) {
            throw new BenchException("channel " + CHANNEL + " does not open: " + String.join("; ", status.remarks()));
        }
        if (status.listeners().isEmpty()) {
            throw new BenchException("the view does not listen");
        }
        // The workbench has said that it is up, so that it made the display.
        var display = Display.getDefault();
        var results = new ArrayList<UiStorm>();
        for (var number = 1; number <= storms; number++) {
            var storm = storm(source, display);
            results.add(storm);
            container.say("storm " + number + ": longest stall " + Numbers.decimal(storm.longestStallMillis(), 1) + " ms, heap "
                    + Numbers.decimal(storm.heapBytes() / (1 << 20), 1) + " MB");
        }
        return new UiResult(List.copyOf(results), books(source));
    }

    private UiStorm storm(MonitorEventSource source, Display display) throws Exception {
        var before = source.status().hop(JOURNAL).delivered();
        var storm = ProcessStorm.of(processes);
        var begin = System.nanoTime();
        double seconds;
        double[] stalls;
        double[] keys;
        try (var typist = Typist.start(display)) {
            var heartbeat = Heartbeat.start(display);
            try (heartbeat) {
                storm.begin();
                for (var key = 0; storm.isRunning(); key++) {
                    typist.type(key);
                }
                seconds = (System.nanoTime() - begin) / 1e9;
            } finally {
                storm.end();
            }
            stalls = heartbeat.millis();
            keys = typist.millis();
        }
        if (!source.flush(Container.PATIENCE)) {
            throw new BenchException("the kernel's events did not come through within " + Container.PATIENCE.toSeconds() + " s");
        }
        return new UiStorm(
                processes,
                seconds,
                source.status().hop(JOURNAL).delivered() - before,
                Numbers.quantile(stalls, 1),
                Numbers.quantile(stalls, 0.99),
                keys.length,
                Numbers.quantile(keys, 1),
                Numbers.median(keys),
                heapAtRest());
    }

    /**
     * The least of some looks: right after a storm the view's thread still has the rows of the frame before, which the model has let
     * go of, and until what is new or gone has faded there is one frame more to come.
     */
    private static double heapAtRest() throws InterruptedException {
        var least = Double.MAX_VALUE;
        for (var look = 0; look < HEAP_LOOKS; look++) {
            Thread.sleep(HEAP_PAUSE_MILLIS);
            least = Math.min(least, Heap.inUse());
        }
        return least;
    }

    /** At rest: other processes of the machine go on, and a moment comes in which nothing is on its way. */
    private static List<UiBooks> books(MonitorEventSource source) throws InterruptedException {
        var status = source.await(Container.PATIENCE, UiRun::isAtRest);
        var books = new ArrayList<UiBooks>();
        status.hops().forEach(hop -> books.add(UiBooks.of(hop.hop(), hop)));
        status.listeners().forEach(listener -> books.add(UiBooks.of(listener.id(), listener.books())));
        return List.copyOf(books);
    }

    private static boolean isAtRest(SourceStatus status) {
        return status.hops().stream().allMatch(hop -> hop.inFlight() == 0)
                && status.listeners().stream().allMatch(listener -> listener.books().inFlight() == 0);
    }
}
