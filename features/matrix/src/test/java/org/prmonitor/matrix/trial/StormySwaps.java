package org.prmonitor.matrix.trial;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.prmonitor.bench.internal.consumer.ConsumerJars;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.consumer.ConsumerWatch;
import org.prmonitor.bench.internal.consumer.Sinks;
import org.prmonitor.bench.internal.consumer.SwappedBundle;
import org.prmonitor.testkit.SequenceAudit;

/** A listener's bundle swapped for its next version, again and again, while processes come and go. */
final class StormySwaps {

    private static final String NAME = "swapped";

    /** Between two swaps at most. */
    private static final int MAX_PAUSE_MICROS = 20_000;

    private final BundleContext context;
    private final ProcessProbe processes;

    StormySwaps(BundleContext context, ProcessProbe processes) {
        this.context = context;
        this.processes = processes;
    }

    /** Every event, from its first one on, comes to some version of it, once and in order. */
    void run(int swaps, Random random) throws Exception {
        var audit = new SequenceAudit();
        var watch = new ConsumerWatch(audit);
        var storm = storm();
        try (var sinks = new Sinks(context)) {
            sinks.watch(NAME, watch);
            var bundle = new SwappedBundle(context, new ConsumerJars(), ConsumerKind.LISTENER, NAME);
            awaitFirstEvent(watch, bundle);
            for (var swap = 0; swap < swaps; swap++) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_PAUSE_MICROS)));
                bundle.swap();
                awaitFirstEvent(watch, bundle);
            }
            storm.destroyForcibly().waitFor();
            var last = processes.flush();
            Waiting.untilNothing("the last event", () -> audit.highest() >= last ? "" : audit.highest() + " of " + last);
            var findings = audit.findings(last);
            if (!findings.isClean() || findings.received() == 0) {
                throw new AssertionError("over " + swaps + " swaps: " + findings);
            }
            bundle.uninstall();
        } finally {
            storm.destroyForcibly().waitFor();
        }
    }

    private static void awaitFirstEvent(ConsumerWatch watch, SwappedBundle bundle) throws InterruptedException {
        if (watch.awaitFirstEvent(bundle.version(), TimeUnit.SECONDS.toNanos(Waiting.PATIENCE_SECONDS)) == null) {
            throw new AssertionError("no event for version " + bundle.version());
        }
    }

    private static Process storm() throws IOException {
        return new ProcessBuilder("sh", "-c", "while :; do /bin/true; done")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
