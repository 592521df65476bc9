package org.prmonitor.bench.internal.swap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.prmonitor.bench.internal.consumer.ConsumerJars;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.consumer.ConsumerWatch;
import org.prmonitor.bench.internal.consumer.Sinks;
import org.prmonitor.bench.internal.consumer.SwappedBundle;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.report.Numbers;

/** One trial: four consumers, of which one is swapped again and again at random moments while events flow. */
final class SwapRun {

    private static final String SWAPPED = "bench.swapped";
    private static final int NEIGHBOURS = 3;

    /** Between the first event of one version and the end of it. */
    private static final int MAX_PAUSE_MICROS = 50_000;

    /** How long a new instance may wait for its first event, and the end for the last one. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Container container;
    private final Drive drive;
    private final Random random;

    SwapRun(Container container, Drive drive, long seed) {
        this.container = container;
        this.drive = drive;
        this.random = new Random(seed);
    }

    SwapTrial run(int swaps) throws Exception {
        container.say(drive.label() + ": " + swaps + " swaps ...");
        var bundles = new ArrayList<SwappedBundle>();
        var running = drive.open(container);
        try (var sinks = new Sinks(container.context())) {
            var watches = new ArrayList<ConsumerWatch>();
            var jars = new ConsumerJars();
            for (var name : names()) {
                var watch = new ConsumerWatch(running.newAudit());
                sinks.watch(name, watch);
                watches.add(watch);
                bundles.add(new SwappedBundle(container.context(), jars, drive.kind(), name));
            }
            running.awaitConsumers(bundles.size());
            var begin = System.nanoTime();
            running.begin();
            var millis = swap(bundles.get(0), watches.get(0), swaps);
            var last = running.end();
            var seconds = (System.nanoTime() - begin) / 1e9;
            var remark = millis.length == swaps ? "" : givenUpWith(last - watches.get(1).audit().highest());
            settle(watches, last);
            var books = watches.stream().map(watch -> Books.of(watch.audit(), last)).toList();
            return new SwapTrial(
                    drive.label(),
                    isPromised(),
                    millis.length,
                    last,
                    seconds,
                    books.get(0),
                    List.copyOf(books.subList(1, books.size())),
                    millis,
                    remark);
        } finally {
            for (var bundle : bundles) {
                bundle.uninstall();
            }
            running.close();
        }
    }

    private static List<String> names() {
        var names = new ArrayList<>(List.of(SWAPPED));
        IntStream.rangeClosed(1, NEIGHBOURS).forEach(number -> names.add("bench.neighbour" + number));
        return names;
    }

    private double[] swap(SwappedBundle bundle, ConsumerWatch watch, int swaps) throws Exception {
        var millis = new double[swaps];
        if (watch.awaitFirstEvent(bundle.version(), QUIET_NANOS) == null) {
            return givenUp(bundle, millis, 0);
        }
        for (var swap = 0; swap < swaps; swap++) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_PAUSE_MICROS)));
            var begin = System.nanoTime();
            bundle.swap();
            var first = watch.awaitFirstEvent(bundle.version(), QUIET_NANOS);
            if (first == null) {
                return givenUp(bundle, millis, swap);
            }
            millis[swap] = (first - begin) / 1e6;
            if ((swap + 1) % 200 == 0) {
                container.say(drive.label() + ": " + (swap + 1) + " of " + swaps);
            }
        }
        return millis;
    }

    /** Where nothing is promised, an EventAdmin that does not keep up is a result; else it is a failure. */
    private double[] givenUp(SwappedBundle bundle, double[] millis, int swaps) throws BenchException {
        if (isPromised()) {
            throw new BenchException(
                    drive.label() + ": version " + bundle.version() + " of the consumer got no event within " + seconds(QUIET_NANOS) + " s");
        }
        return Arrays.copyOf(millis, swaps);
    }

    private static String givenUpWith(long behind) {
        return "given up: a new version got nothing for " + seconds(QUIET_NANOS) + " s, its neighbours were " + Numbers.count(behind)
                + " events behind";
    }

    private boolean isPromised() {
        return drive.kind() == ConsumerKind.LISTENER;
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    /** Waits until everybody has the last event, or nothing comes any more. */
    private static void settle(List<ConsumerWatch> watches, long last) {
        var received = -1L;
        var quietSince = System.nanoTime();
        while (watches.stream().anyMatch(watch -> watch.audit().highest() < last)) {
            var now = watches.stream().mapToLong(watch -> watch.audit().received()).sum();
            if (now != received) {
                received = now;
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > QUIET_NANOS) {
                return;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
