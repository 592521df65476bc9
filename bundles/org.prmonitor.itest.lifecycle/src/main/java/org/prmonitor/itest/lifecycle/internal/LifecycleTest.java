package org.prmonitor.itest.lifecycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/**
 * Every bundle stopped, started, updated, uninstalled and reinstalled in random order while events flow: the JVM lives,
 * events flow again, and nothing is left behind.
 */
class LifecycleTest {

    private static final int ROUNDS = Integer.getInteger("prmonitor.itest.rounds");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @InjectBundleContext
    BundleContext context;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes that come and go are 'true' and 'sleep'")
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void bundlesComeAndGoInAnyOrderWhileEventsFlow() throws Exception {
        var random = new Random(seed());
        var container = new Container(context);
        var bundles = List.of("org.prmonitor.api", "org.prmonitor.nativeaccess", "org.prmonitor.source",
                        "org.prmonitor.consumer.console", "org.prmonitor.shell", "org.prmonitor.jmx", "org.prmonitor.healthcheck")
                .stream()
                .map(name -> new ManagedBundle(context, container.bundle(name)))
                .toList();
        try (var flow = new EventFlow(context)) {
            // What is made once, at the first use, is not left behind by the rounds to come.
            round(container, bundles, random, flow);
            var channel = flow.await();
            requireKernelChannel(channel);
            var before = Resources.now();
            var storm = new Storm();
            try {
                for (var round = 0; round < ROUNDS; round++) {
                    round(container, bundles, random, flow);
                }
            } finally {
                storm.stop();
            }
            assertEquals(channel, flow.await());
            flow.assertComplete(20);
            assertEquals(Map.of(), awaitNoChangeSince(before));
        }
    }

    /** What made the order, to have the same again. */
    private static long seed() {
        var given = Long.getLong("prmonitor.itest.seed");
        var seed = given == 0 ? System.nanoTime() : given;
        System.out.println(ROUNDS + " rounds, -Dprmonitor.itest.seed=" + seed);
        return seed;
    }

    /** Where the full set is required, the channel under test is the one with most to leave behind. */
    private static void requireKernelChannel(String channel) {
        System.out.println("events come from " + channel);
        if ("all".equals(System.getProperty("prmonitor.require"))) {
            assertEquals("linux-ebpf", channel, "-Dprmonitor.require=all");
        }
    }

    private void round(Container container, List<ManagedBundle> bundles, Random random, EventFlow flow) throws Exception {
        bundles.forEach(ManagedBundle::beginRound);
        // Once a round, at any point, the framework lets go of old revisions while some bundles are away.
        var refreshAt = random.nextInt(bundles.size() * ManagedBundle.Operation.values().length);
        var log = new ArrayList<String>();
        try {
            for (var step = 0; ; step++) {
                var candidates = bundles.stream().filter(bundle -> !bundle.possible().isEmpty()).toList();
                if (candidates.isEmpty()) {
                    break;
                }
                var bundle = candidates.get(random.nextInt(candidates.size()));
                var operation = bundle.possible().get(random.nextInt(bundle.possible().size()));
                log.add(operation + " " + bundle);
                bundle.perform(operation);
                if (step == refreshAt) {
                    log.add("REFRESH");
                    container.refresh();
                }
            }
            for (var bundle : bundles) {
                log.add("ensure " + bundle);
                bundle.ensureStarted();
            }
            log.add("REFRESH at the end");
            container.refresh();
            flow.await();
            flow.forget();
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("after " + log, failure);
        }
    }

    /** Descriptors and threads go when their owners notice, which may take a moment. */
    private static Map<String, String> awaitNoChangeSince(Resources before) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var changes = Resources.now().changesSince(before);
        while (!changes.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            changes = Resources.now().changesSince(before);
        }
        return changes;
    }
}
