package org.prmonitor.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/**
 * {@code prmonitor bench}: what comes after it is for the bench, which has a folder of the distribution and a JVM of its own. Its
 * measurements are not to be had with the options that suit a stream, and a stream is not to pay for them.
 */
@Command(name = "bench", description = "Measures what is promised; 'prmonitor bench --help' tells what.")
final class BenchCommand implements Callable<Integer> {

    private static final String MAIN = "org.prmonitor.bench.internal.command.Main";

    /** What the bench's own command line needs of the other folders. */
    private static final List<String> SHARED = List.of("lib/picocli.jar", "bundles/jackson-core.jar", "bundles/org.prmonitor.api.jar");

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var home = DistributionBundles.distribution();
        var folder = home.resolve("bench");
        if (!Files.isDirectory(folder)) {
            throw new BundleException("no folder '" + folder + "': this distribution has no bench");
        }
        var process = new ProcessBuilder(command(home)).inheritIO().start();
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            // Ctrl-C, or a signal to us alone: the bench says what it has to say.
            return ExitCode.SOFTWARE;
        } finally {
            process.destroy();
        }
    }

    private List<String> command(Path home) {
        var classPath = Stream.concat(Stream.of("bench/*"), SHARED.stream())
                .map(name -> home + File.separator + name.replace("/", File.separator))
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
        command.addAll(List.of("-Dprmonitor.home=" + home, "-cp", classPath, MAIN));
        command.addAll(arguments);
        return command;
    }
}
