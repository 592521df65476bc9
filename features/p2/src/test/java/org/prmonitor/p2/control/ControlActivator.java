package org.prmonitor.p2.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.equinox.internal.provisional.configurator.Configurator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Reads commands, a line each, and answers {@code control COMMAND …}: {@code bundles} lists them, {@code apply} has Equinox do what p2
 * has written (as the IDE does when one need not restart), {@code resources} tells what a running source holds, {@code release} stops
 * all that is ours and tells what is left, {@code stop} ends the framework.
 */
public final class ControlActivator implements BundleActivator {

    private static final long PATIENCE_MILLIS = 5_000;

    @Override
    public void start(BundleContext context) {
        var thread = new Thread(() -> serve(context), "control");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {
        // The thread waits for input that may never come; it keeps no JVM alive.
    }

    private static void serve(BundleContext context) {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println("control " + line + " " + answer(context, line));
            }
        } catch (IOException | BundleException | InterruptedException failure) {
            System.out.println("control failed " + failure);
        }
    }

    private static String answer(BundleContext context, String command) throws IOException, BundleException, InterruptedException {
        switch (command) {
            case "bundles":
                return bundles(context);
            case "apply":
                context.getService(context.getServiceReference(Configurator.class)).applyConfiguration();
                return bundles(context);
            case "release":
                for (var bundle : context.getBundles()) {
                    if (isOurs(bundle)) {
                        bundle.stop();
                    }
                }
                awaitEnd();
                return resources();
            case "resources":
                return resources();
            case "stop":
                context.getBundle(0).stop();
                return "";
            default:
                throw new IOException("unknown command '" + command + "'");
        }
    }

    private static String bundles(BundleContext context) {
        return String.join(",", Arrays.stream(context.getBundles()).map(ControlActivator::describe).sorted().toList());
    }

    private static String describe(Bundle bundle) {
        return bundle.getSymbolicName() + "/" + bundle.getVersion() + "/" + (bundle.getState() == Bundle.ACTIVE ? "active" : "inactive");
    }

    private static boolean isOurs(Bundle bundle) {
        return bundle.getSymbolicName().startsWith("org.prmonitor.");
    }

    private static String resources() throws IOException {
        return "bpf=" + bpfObjects() + " threads=" + threads().stream().map(Thread::getName).sorted().toList();
    }

    /** How many descriptors this process has of objects of eBPF; 0 when it has none, and then the kernel has none of its either. */
    private static long bpfObjects() throws IOException {
        var count = 0L;
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : files.toList()) {
                try {
                    if (Files.readSymbolicLink(file).toString().contains("bpf")) {
                        count++;
                    }
                } catch (IOException closedMeanwhile) {
                    // The descriptor of this very listing, for one.
                    continue;
                }
            }
        }
        return count;
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("prmonitor")).toList();
    }

    /** A bundle that stops tells its threads to end, and some have a few instructions left when it has stopped. */
    private static void awaitEnd() throws InterruptedException {
        for (var thread : threads()) {
            thread.join(PATIENCE_MILLIS);
        }
    }
}
