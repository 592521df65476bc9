package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.bench.internal.consumer.ConsumerJars;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.consumer.ConsumerWatch;
import org.prmonitor.bench.internal.consumer.Sinks;
import org.prmonitor.bench.internal.consumer.SwappedBundle;
import org.prmonitor.testkit.SequenceAudit;

/** Bundles with a listener each, and what became of every event of theirs. */
final class WatchedConsumers implements AutoCloseable {

    private static final String PREFIX = "itest.swap.";
    private static final String COMPONENT = "/org.prmonitor.bench.consumer.internal.ListenerConsumer";
    private static final long PATIENCE_NANOS = ContainerSource.PATIENCE.toNanos();
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final BundleContext context;
    private final ContainerSource scripted;
    private final Sinks sinks;
    private final ConsumerJars jars;
    private final Map<String, SwappedBundle> bundles = new HashMap<>();
    private final Map<String, ConsumerWatch> watches = new HashMap<>();

    /** In every name: a thread of an earlier test's consumer that ends late is not taken for one of this test's. */
    private final long run = System.nanoTime();

    WatchedConsumers(BundleContext context, ContainerSource scripted) throws IOException {
        this.context = context;
        this.scripted = scripted;
        this.sinks = new Sinks(context);
        this.jars = new ConsumerJars();
    }

    SwappedBundle start(String name) {
        return start(name, sink -> sink);
    }

    /** @param behaviour what it does with its numbers */
    SwappedBundle start(String name, Function<LongConsumer, LongConsumer> behaviour) {
        try {
            var first = scripted.source().status().lastSequence() + 1;
            var watch = new ConsumerWatch(new SequenceAudit(first));
            watches.put(name, watch);
            sinks.watch(symbolicName(name), watch, behaviour);
            var bundle = new SwappedBundle(context, jars, ConsumerKind.LISTENER, symbolicName(name));
            bundles.put(name, bundle);
            return bundle;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (BundleException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** From now on what a new instance gets is judged anew, from whatever number comes first. */
    void watchAnew(String name) {
        var watch = new ConsumerWatch(new SequenceAudit());
        watches.put(name, watch);
        sinks.watch(symbolicName(name), watch);
    }

    /** Waits until all are given events. */
    void awaitRunning() throws InterruptedException {
        for (var name : bundles.keySet()) {
            awaitStatus(name, status -> status.state() == ListenerState.RUNNING);
        }
    }

    /** Waits until the version that is installed now has had an event. */
    void awaitFirstEvent(String name) throws InterruptedException {
        var version = bundles.get(name).version();
        assertNotNull(watches.get(name).awaitFirstEvent(version, PATIENCE_NANOS), () -> name + " " + version + " got nothing");
    }

    /** Waits until these have got all that is in the journal. */
    void awaitDelivered(String... names) throws InterruptedException {
        scripted.settle();
        var seen = scripted.source().status().hop("journal").delivered();
        for (var name : names) {
            awaitStatus(name, status -> status.books().inFlight() == 0 && status.books().seen() > 0);
        }
        assertTrue(seen > 0, "no event was published");
    }

    SequenceAudit.Findings findings(String name, long last) {
        return watches.get(name).audit().findings(last);
    }

    long received(String name) {
        return watches.get(name).audit().received();
    }

    ListenerStatus status(String name) throws InterruptedException {
        var id = symbolicName(name) + COMPONENT;
        return scripted.source().status().listeners().stream()
                .filter(listener -> listener.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no listener " + id));
    }

    /** Waits until the thread that served it has ended. */
    void awaitNoThreadOf(String name) {
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        while (isServed(name)) {
            assertTrue(System.nanoTime() < deadline, () -> "a thread still serves " + name);
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    Bundle bundleOf(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws BundleException {
        for (var bundle : bundles.values()) {
            bundle.uninstall();
        }
        sinks.close();
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        var interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String symbolicName(String name) {
        return PREFIX + run + "." + name;
    }

    private boolean isServed(String name) {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().contains(symbolicName(name)));
    }

    private void awaitStatus(String name, Function<ListenerStatus, Boolean> condition) throws InterruptedException {
        var id = symbolicName(name) + COMPONENT;
        var status = scripted.source().await(
                ContainerSource.PATIENCE,
                now -> now.listeners().stream().anyMatch(listener -> listener.id().equals(id) && condition.apply(listener)));
        assertTrue(
                status.listeners().stream().anyMatch(listener -> listener.id().equals(id) && condition.apply(listener)),
                () -> name + ": " + status.listeners());
    }
}
