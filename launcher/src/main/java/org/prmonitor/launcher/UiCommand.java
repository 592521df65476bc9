package org.prmonitor.launcher;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code prmonitor ui}: what comes after it is for the Eclipse application, which brings an Equinox of its own. */
@Command(name = "ui", description = "Shows processes in a window; 'prmonitor ui --help' tells more.")
final class UiCommand implements Callable<Integer> {

    private static final String FOLDER = "ui";

    private static final String MAIN = "org.prmonitor.rcp.product.internal.command.Main";

    private static final List<String> CLASS_PATH = List.of(
            "ui/plugins/org.prmonitor.rcp.product.jar", "ui/plugins/org.eclipse.osgi.jar", "ui/plugins/org.prmonitor.api.jar", "lib/org.prmonitor.picocli.jar");

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var home = DistributionBundles.distribution();
        var folder = home.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            throw new BundleException("no folder '" + folder + "': this distribution has no user interface");
        }
        var options = new ArrayList<>(WindowJvm.options());
        options.addAll(List.of("-Djna.nosys=false", "-Djna.nounpack=true"));
        options.add("-Dprmonitor.ui=" + folder);
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            // AppKit has its events on the process's first thread, and SWT asks for it.
            options.add("-XstartOnFirstThread");
        }
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        var program = new ChildProgram(home, options).main(MAIN, CLASS_PATH, arguments);
        if (arguments.contains("--dark")) {
            // GTK reads it once, when its library is loaded: too late for the program itself.
            program.env("GTK_THEME", "Adwaita:dark");
        }
        return program.run();
    }
}
