package org.prmonitor.bench.internal.host;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** {@code prmonitor ui} with our bundle in it. */
final class UserInterface {

    /** As it stands in reports. */
    static final String LABEL = "prmonitor ui";

    /** Property of the JVM: there is nobody who calls the workload's command; the activator does, once the window is open. */
    static final String ALONE = "prmonitor.bench.alone";

    private static final String MAIN = "org.prmonitor.rcp.product.internal.command.Main";

    private static final List<String> CLASS_PATH = List.of(
            "ui/plugins/org.prmonitor.rcp.product.jar", "ui/plugins/org.eclipse.osgi.jar", "ui/plugins/org.prmonitor.api.jar", "lib/org.prmonitor.picocli.jar");

    private static final List<String> BUNDLES = List.of("bench/org.prmonitor.testkit.jar", "bench/org.prmonitor.bench.jar");

    /** Sent by the Eclipse 4 workbench: {@code UIEvents.UILifeCycle.APP_STARTUP_COMPLETE}. */
    private static final String OPENED = "org/eclipse/e4/ui/LifeCycle/appStartupComplete";

    private UserInterface() {}

    static List<String> command(Distribution distribution, Workload<?> workload, Path folder) {
        var home = distribution.home();
        var command = JavaCommand.begin();
        command.addAll(List.of("-Djna.nosys=false", "-Djna.nounpack=true"));
        command.addAll(workload.jvmOptions());
        command.add("-Dprmonitor.ui=" + home.resolve("ui"));
        command.add("-D" + WorkerMain.HOME + "=" + home);
        command.add("-D" + WorkerMain.FOLDER + "=" + folder);
        command.add("-D" + WorkerMain.KIND + "=" + FrameworkKind.EQUINOX.name());
        command.add("-D" + ALONE + "=true");
        var classPath = CLASS_PATH.stream().map(name -> home.resolve(name).toString()).collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, MAIN));
        command.add("--channel=linux-ebpf");
        BUNDLES.forEach(name -> command.add("--bundle=" + home.resolve(name)));
        return command;
    }

    /** Calls the command once the window is open, on a thread of its own, and ends the JVM: with 0 where it came to a result. */
    static void runWhenOpen(BundleContext context, Callable<Integer> command) {
        EventHandler opened = event -> new Thread(() -> end(call(command)), "prmonitor-bench").start();
        context.registerService(EventHandler.class, opened, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, OPENED)));
    }

    /** A JVM that is asked to end closes its window and ends with 0, as after Ctrl-C. */
    private static void end(int code) {
        if (code == 0) {
            System.exit(0);
        }
        Runtime.getRuntime().halt(code);
    }

    private static int call(Callable<Integer> command) {
        try {
            return command.call();
        } catch (BenchException told) {
            System.err.println("prmonitor: bench: " + told.getMessage());
        } catch (Exception | LinkageError unexpected) {
            unexpected.printStackTrace();
        }
        return 1;
    }
}
