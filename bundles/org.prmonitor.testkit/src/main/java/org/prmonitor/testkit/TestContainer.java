package org.prmonitor.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.prmonitor.testkit.internal.CollectedLog;
import org.prmonitor.testkit.internal.EmbeddedFramework;
import org.prmonitor.testkit.internal.ProjectBundle;

/** The framework of a class of tests: one of its own, or that of the bundle that the class is in. One thread. */
final class TestContainer {

    private static final String REFUSED = "refused";

    private final BundleContext context;
    private final CollectedLog log;
    /** Ends what this has begun. */
    private final AutoCloseable end;
    private final Map<String, String> configuration;
    /** Started anew for every test, in this order. */
    private final List<Bundle> tested;

    private TestContainer(
            BundleContext context, CollectedLog log, AutoCloseable end, Map<String, String> configuration, List<Bundle> tested) {
        this.context = context;
        this.log = log;
        this.end = end;
        this.configuration = configuration;
        this.tested = tested;
    }

    /** As the annotation of a class says. */
    static TestContainer start(Class<?> testClass, PrMonitorTest settings) throws Exception {
        var configuration = configuration(settings.configuration());
        var own = runningBundle(testClass);
        return own == null ? embed(testClass, settings, configuration) : within(own.getBundleContext(), settings, configuration);
    }

    /** The bundle that the class is in; null for none, and where there is no OSGi at all on the class path. */
    private static @Nullable Bundle runningBundle(Class<?> testClass) {
        try {
            return FrameworkUtil.getBundle(testClass);
        } catch (NoClassDefFoundError noFramework) {
            return null;
        }
    }

    private static TestContainer embed(Class<?> testClass, PrMonitorTest settings, Map<String, String> configuration)
            throws IOException, BundleException {
        var bundles = Arrays.asList(settings.bundles());
        var framework = EmbeddedFramework.start(testClass.getClassLoader(), bundles);
        try {
            var tested = new ArrayList<>(framework.install(bundles));
            if (settings.project()) {
                tested.add(framework.installProject(ProjectBundle.locationFor(testClass)));
            }
            return new TestContainer(framework.context(), framework.log(), framework, configuration, tested);
        } catch (IOException | BundleException | RuntimeException failure) {
            framework.close();
            throw failure;
        }
    }

    private static TestContainer within(BundleContext context, PrMonitorTest settings, Map<String, String> configuration) {
        if (settings.project()) {
            throw new IllegalArgumentException("project = true is for a test that is in no bundle; this one is in "
                    + context.getBundle().getSymbolicName() + ", where bundles names others");
        }
        var tested = new ArrayList<Bundle>();
        for (var name : settings.bundles()) {
            tested.add(Arrays.stream(context.getBundles())
                    .filter(bundle -> name.equals(bundle.getSymbolicName()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no bundle " + name + " is installed")));
        }
        var log = new CollectedLog();
        return new TestContainer(context, log, log.watch(context), configuration, tested);
    }

    private static Map<String, String> configuration(String... settings) {
        var configuration = new HashMap<String, String>();
        for (var setting : settings) {
            var equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("configuration = \"" + setting + "\" is not key=value");
            }
            configuration.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
        }
        return configuration;
    }

    BundleContext context() {
        return context;
    }

    /** A source that runs, and the tested bundles on it. */
    TestSession openSession() throws Exception {
        log.clear();
        for (var bundle : tested) {
            bundle.stop(Bundle.STOP_TRANSIENT);
        }
        var scripted = ScriptedSource.open(context, configuration, log::lines);
        var session = new TestSession(scripted, tested);
        try {
            for (var line : log.lines()) {
                if (line.contains("configuration " + org.prmonitor.api.MonitorEventSource.PID + ": " + REFUSED)) {
                    throw new IllegalArgumentException("the source does not take the configuration of @PrMonitorTest: " + line);
                }
            }
            for (var bundle : tested) {
                EmbeddedFramework.start(bundle);
            }
            return session;
        } catch (BundleException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    void close() throws Exception {
        end.close();
    }
}
