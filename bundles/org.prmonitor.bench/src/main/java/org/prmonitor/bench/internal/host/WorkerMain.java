package org.prmonitor.bench.internal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.FrameworkFactory;

/** The JVM that {@link Worker} starts: a framework, the bundles, and the one command that the bench's bundle offers. */
public final class WorkerMain {

    /** Property of the framework: the folder of the {@link Exchange}. */
    static final String FOLDER = "prmonitor.bench.folder";

    /** Property of the framework: the folder of the {@link Distribution}. */
    static final String HOME = "prmonitor.bench.home";

    /** Property of the framework: which {@link FrameworkKind} it is. */
    static final String KIND = "prmonitor.bench.framework";

    private WorkerMain() {}

    /**
     * Ends the JVM with 0 where there is a result, and else with 1.
     *
     * @param arguments the distribution, the framework, the folder of the exchange
     */
    public static void main(String... arguments) {
        // Frameworks and bundles print on standard output when in doubt.
        System.setOut(System.err);
        endWithParent();
        var code = 1;
        try {
            var exchange = Exchange.at(Path.of(arguments[2]));
            try {
                run(new Distribution(Path.of(arguments[0])), FrameworkKind.valueOf(arguments[1]), exchange);
                code = 0;
            } catch (BenchException told) {
                exchange.writeFailure(told.getMessage());
            }
        } catch (Exception unexpected) {
            unexpected.printStackTrace();
        }
        // The framework is not stopped first: an EventAdmin with a backlog has a line to say about every event of it.
        Runtime.getRuntime().halt(code);
    }

    private static void run(Distribution distribution, FrameworkKind kind, Exchange exchange) throws Exception {
        var properties = new HashMap<String, String>();
        exchange.readProperties().forEach((key, value) -> properties.put((String) key, (String) value));
        properties.put(Constants.FRAMEWORK_STORAGE, exchange.storage().toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put("felix.cm.dir", exchange.folder().resolve("configuration").toString());
        properties.put(HOME, distribution.home().toString());
        properties.put(FOLDER, exchange.folder().toString());
        properties.put(KIND, kind.name());
        var framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(properties);
        framework.start();
        install(distribution, kind, framework.getBundleContext());
        command(framework.getBundleContext()).call();
    }

    private static void install(Distribution distribution, FrameworkKind kind, BundleContext context) throws BundleException {
        for (var bundle : distribution.installed()) {
            context.installBundle(location(bundle));
        }
        var started = new ArrayList<Bundle>();
        for (var bundle : distribution.started(kind)) {
            started.add(context.installBundle(location(bundle)));
        }
        // All are there before the first starts: it may need what a later one brings.
        for (var bundle : started) {
            bundle.start();
        }
    }

    /** In the form that makes the framework use it in place. */
    private static String location(Path bundle) {
        return "reference:" + bundle.toUri();
    }

    @SuppressWarnings("rawtypes")
    private static Callable<?> command(BundleContext context) throws Exception {
        var references = context.getServiceReferences(Callable.class, BenchActivator.FILTER);
        return context.getService(references.iterator().next());
    }

    /** Who started us holds the other end of our standard input: when that is gone, nobody waits for a result. */
    private static void endWithParent() {
        var watch = new Thread(WorkerMain::awaitEndOfInput, "prmonitor-bench-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody has anything to say.
            }
        } catch (IOException gone) {
            System.err.println("prmonitor: bench: who started this measurement is gone: " + gone.getMessage());
        }
        Runtime.getRuntime().halt(1);
    }
}
