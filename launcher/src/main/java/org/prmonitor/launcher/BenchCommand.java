package org.prmonitor.launcher;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code prmonitor bench}: what comes after it is for the bench, which has a folder of the distribution and a JVM of its own. Its
 * measurements are not to be had with the options that suit a stream, and a stream is not to pay for them.
 */
@Command(name = "bench", description = "Measures what is promised; 'prmonitor bench --help' tells what.")
final class BenchCommand implements Callable<Integer> {

    private static final String MAIN = "org.prmonitor.bench.internal.command.Main";

    /** What the bench's own command line needs of the other folders. */
    private static final List<String> SHARED = List.of("lib/org.prmonitor.picocli.jar", "bundles/jackson-core.jar", "bundles/org.prmonitor.api.jar");

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var home = DistributionBundles.distribution();
        var folder = home.resolve("bench");
        if (!Files.isDirectory(folder)) {
            throw new BundleException("no folder '" + folder + "': this distribution has no bench");
        }
        var classPath = new ArrayList<>(List.of("bench/*"));
        classPath.addAll(SHARED);
        var options = List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-Dprmonitor.home=" + home,
                // What is measured runs as what is used.
                "-Dprmonitor.ui.options=" + String.join(" ", WindowJvm.options()));
        return new ChildProgram(home, options).main(MAIN, classPath, arguments).run();
    }
}
