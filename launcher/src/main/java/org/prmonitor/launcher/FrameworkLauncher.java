package org.prmonitor.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/** Starts a framework with the bundles that a plan needs, lets them work, and takes it down. */
final class FrameworkLauncher implements Launcher {

    private static final String CONFIGURATION_ADMIN_PACKAGE = "org.osgi.service.cm;version=1.6.1";

    private static final String READY = "ready";

    private final Shutdown shutdown;

    FrameworkLauncher(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public int launch(LaunchPlan plan) throws Exception {
        StartTrace.done("command line");
        EarlyXml.prepare();
        var standardOutput = System.out;
        // Frameworks and bundles print on standard output when in doubt. It belongs to the events.
        System.setOut(System.err);
        var bundles = new DistributionBundles(DistributionBundles.distribution());
        try (var host = FrameworkHost.start(bundles, settings(plan))) {
            StartTrace.done("framework");
            startServices(plan, host);
            return switch (plan.mode()) {
                case DOCTOR -> doctor(plan, host, standardOutput);
                case DRIVER_INSTALL, DRIVER_UNINSTALL, DRIVER_STATUS -> driver(plan, host, standardOutput);
                case STREAM -> stream(plan, host);
                case SHELL -> shell(plan, host, standardOutput);
            };
        } catch (BundleException | InterruptedException | RuntimeException failure) {
            // Felix's resolver wraps an interrupt into an exception of another kind.
            if (shutdown.isRequested()) {
                throw new BundleException("stopped before it was ready", failure);
            }
            throw failure;
        }
    }

    private static void startServices(LaunchPlan plan, FrameworkHost host) throws Exception {
        for (var library : DistributionBundles.LIBRARIES) {
            host.install(library);
        }
        for (var service : DistributionBundles.SERVICES) {
            host.start(service);
        }
        configure(plan, host);
        host.start(DistributionBundles.CONSOLE);
    }

    private static int doctor(LaunchPlan plan, FrameworkHost host, PrintStream standardOutput) throws Exception {
        host.start(DistributionBundles.CHANNELS);
        host.start(DistributionBundles.SHELL);
        System.setOut(standardOutput);
        return call(host, plan.mode().command());
    }

    private static int driver(LaunchPlan plan, FrameworkHost host, PrintStream standardOutput) throws Exception {
        host.start(DistributionBundles.CHANNELS);
        System.setOut(standardOutput);
        return call(host, plan.mode().command());
    }

    private static int stream(LaunchPlan plan, FrameworkHost host) throws Exception {
        startSource(plan, host);
        return call(host, plan.mode().command());
    }

    /** A shell is of use also where no channel opens: it is where one finds out why. */
    private static int shell(LaunchPlan plan, FrameworkHost host, PrintStream standardOutput) throws Exception {
        startSource(plan, host);
        call(host, READY);
        System.setOut(standardOutput);
        ShellExit.register(host.context());
        var jline = host.start(DistributionBundles.JLINE);
        for (var bundle : DistributionBundles.SHELL_SERVICES) {
            host.start(bundle);
        }
        Terminal.start(host.install(DistributionBundles.TERMINAL), jline, host.storage());
        try {
            host.awaitStop();
        } catch (InterruptedException stopped) {
            StartTrace.done("stopped by a signal");
        }
        return 0;
    }

    private static void startSource(LaunchPlan plan, FrameworkHost host) throws Exception {
        var records = plan.configurations().containsKey(Pids.RECORDER);
        // All of them before any starts: a listener, our own or one in a folder that is watched, cannot be resolved without the
        // source. In this order: who is installed first is stopped last, and the recorder records the source's last words.
        host.install(DistributionBundles.CHANNELS);
        if (records) {
            host.install(DistributionBundles.RECORDER_LIBRARY);
            host.install(DistributionBundles.RECORDER);
        }
        host.install(DistributionBundles.SOURCE);
        if (!plan.watched().isEmpty()) {
            host.start(DistributionBundles.FILE_INSTALL);
        }
        host.start(DistributionBundles.CHANNELS);
        if (records) {
            host.start(DistributionBundles.RECORDER);
        }
        host.start(DistributionBundles.SOURCE);
    }

    /** A bundle that is updated while its command runs offers it again. */
    private static int call(FrameworkHost host, String command) throws Exception {
        while (host.isActive()) {
            var code = MainThreadCommand.call(host.context(), command);
            if (code != null) {
                return code;
            }
        }
        return 0;
    }

    /** Before the bundles that are configured start: nothing is opened with one setting and again with another. */
    private static void configure(LaunchPlan plan, FrameworkHost host) throws Exception {
        CommandLinePrecedence.register(host.context(), plan.configurations());
        var reference = host.context().getServiceReference(ConfigurationAdmin.class);
        var admin = reference == null ? null : host.context().getService(reference);
        if (admin == null) {
            throw new BundleException("no Configuration Admin");
        }
        for (var entry : plan.configurations().entrySet()) {
            if (!entry.getValue().isEmpty()) {
                admin.getConfiguration(entry.getKey(), "?").update(new Hashtable<>(entry.getValue()));
            }
        }
    }

    private static Map<String, String> settings(LaunchPlan plan) {
        var settings = new HashMap<String, String>();
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, CONFIGURATION_ADMIN_PACKAGE);
        // Felix hands every event to another thread to be able to time a handler out, at a twentieth of the speed.
        settings.put("org.apache.felix.eventadmin.Timeout", "0");
        // A pool of threads takes longer to start than these few bundles to resolve.
        settings.put("felix.resolver.parallelism", "1");
        // Protocols of bundles' own, for the whole JVM: Felix breaks into java.net for them. Our own bundles have none.
        settings.put("felix.service.urlhandlers", Boolean.toString(plan.takesMoreBundles()));
        settings.put("org.osgi.service.log.admin.loglevel", plan.verbose() ? "INFO" : "WARN");
        settings.put(MainThreadCommand.COMMAND, plan.mode().command());
        if (!plan.watched().isEmpty()) {
            settings.put("felix.fileinstall.dir", plan.watched().stream().map(Path::toString).collect(Collectors.joining(",")));
            settings.put("felix.fileinstall.poll", "300");
            settings.put("felix.fileinstall.noInitialDelay", "true");
            settings.put("felix.fileinstall.log.level", plan.verbose() ? "3" : "2");
            // The user's files are read, never written.
            settings.put("felix.fileinstall.enableConfigSave", "false");
        }
        return settings;
    }
}
