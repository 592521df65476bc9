package org.prmonitor.matrix.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/**
 * One container, from its start to its end: the bundles deployed, real processes seen, a consumer swapped while processes storm,
 * everything stopped. Says on standard output what was found, a line each, and ends by itself, which it cannot where a thread is
 * left.
 */
public final class Trial {

    /** Begins every line that is a finding. */
    public static final String FINDING = "FINDING ";

    private static final long STOP_MILLIS = 60_000;

    private final Framework framework;
    private final Random random;

    private Trial(Framework framework, Random random) {
        this.framework = framework;
        this.random = random;
    }

    /**
     * Runs it.
     *
     * @param arguments how often the consumer is swapped, what makes the order in which the bundles stop, the probe's jar, and
     *     folders of bundles, of which the last one holds ours
     */
    public static void main(String... arguments) throws Exception {
        var framework = Frameworks.create(Path.of("storage"));
        framework.start();
        var trial = new Trial(framework, new Random(Long.parseLong(arguments[1])));
        try {
            trial.run(Integer.parseInt(arguments[0]), Path.of(arguments[2]), List.of(arguments).subList(3, arguments.length));
        } catch (Exception | AssertionError failure) {
            failure.printStackTrace();
            // A failure leaves whatever it leaves; only a success has to end by itself.
            Runtime.getRuntime().halt(1);
        }
    }

    private void run(int swaps, Path probe, List<String> folders) throws Exception {
        var context = framework.getBundleContext();
        var deployment = new Deployment(context);
        for (var folder : folders) {
            for (var jar : jars(Path.of(folder))) {
                deployment.install(jar);
            }
        }
        deployment.start();
        deployment.awaitSatisfied();
        deployment.ranges().forEach(Trial::say);
        say("deployed");
        try (var processes = new ProcessProbe(context)) {
            var bundle = deployment.installAndStart(probe);
            processes.assertSeenOnBothLanes();
            say("events");
            new StormySwaps(context, processes).run(swaps, random);
            say("swapped");
            bundle.uninstall();
        }
        deployment.stopInAnyOrder(random);
        stopFramework(context);
        deployment.assertNoThreadLeft();
        say("stopped");
    }

    private void stopFramework(BundleContext context) throws Exception {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        var event = framework.waitForStop(STOP_MILLIS);
        if (event.getType() != FrameworkEvent.STOPPED) {
            throw new AssertionError("the framework did not stop: " + event.getType());
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    static void say(String finding) {
        System.out.println(FINDING + finding);
    }
}
