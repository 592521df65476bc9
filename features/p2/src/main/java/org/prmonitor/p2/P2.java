package org.prmonitor.p2;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.prmonitor.p2.ClassPathBundles.BundleJar;

/**
 * p2's applications, each run in a JVM of its own by Equinox's launcher, as from a command line. Not in this JVM: p2 needs an
 * extension of the framework, which Equinox attaches only to the class loader of its own launcher. One thread at a time.
 */
public final class P2 {

    /** Publishes what is in the folders {@code plugins} and {@code features}. */
    public static final String FEATURES_AND_BUNDLES_PUBLISHER = "org.eclipse.equinox.p2.publisher.FeaturesAndBundlesPublisher";

    /** Adds categories to a repository. */
    public static final String CATEGORY_PUBLISHER = "org.eclipse.equinox.p2.publisher.CategoryPublisher";

    /** Installs, updates and uninstalls. */
    public static final String DIRECTOR = "org.eclipse.equinox.p2.director";

    /** Long enough for a machine that is busy with other things. */
    private static final long PATIENCE_SECONDS = 180;

    /** Start levels of what the others rely on. */
    private static final Map<String, Integer> START_LEVELS = Map.of(
            "org.eclipse.equinox.common", 2,
            "org.eclipse.equinox.event", 2,
            "org.apache.felix.scr", 2,
            "org.eclipse.equinox.registry", 3,
            "org.eclipse.equinox.app", 3,
            "org.eclipse.core.runtime", 3);

    /** The framework itself, and a launcher that no framework runs. */
    private static final Set<String> NOT_INSTALLED = Set.of("org.eclipse.osgi", "org.eclipse.equinox.launcher");

    /** What a test of the IDE is compiled against. p2's applications have no window. */
    private static final String WITH_A_WINDOW = "org[.]eclipse[.](ui|swt|jface|core[.]commands)\\b.*";

    private final Path folder;
    private final Path launcher;

    private P2(Path folder, Path launcher) {
        this.folder = folder;
        this.launcher = launcher;
    }

    /**
     * A result.
     *
     * @param code what the JVM ended with
     * @param output what it said, on standard output and standard error
     */
    public record Result(int code, String output) {}

    /**
     * Made of what Maven has put on the class path.
     *
     * @param folder for its configuration and what it stores; made anew
     */
    public static P2 in(Path folder) throws IOException {
        var bundles = ClassPathBundles.read();
        // Equinox goes on with what it knows of an earlier configuration.
        Folders.delete(folder);
        var configuration = Files.createDirectories(folder.resolve("configuration"));
        var installed = bundles.all().stream()
                .filter(bundle -> belongs(bundle.symbolicName()))
                .map(P2::entry)
                .sorted()
                .collect(Collectors.joining(","));
        var properties = new TreeMap<>(Map.of(
                "osgi.framework", bundles.get("org.eclipse.osgi").path().toUri().toString(),
                "osgi.bundles", installed,
                "osgi.bundles.defaultStartLevel", "4",
                "osgi.configuration.cascaded", "false",
                "eclipse.p2.data.area", folder.resolve("p2").toUri().toString()));
        var lines = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue().replace("\\", "\\\\"))
                .toList();
        Files.write(configuration.resolve("config.ini"), lines, StandardCharsets.ISO_8859_1);
        return new P2(folder.toAbsolutePath(), bundles.get("org.eclipse.equinox.launcher").path());
    }

    /**
     * Runs an application.
     *
     * @param application its id
     * @param arguments as on a command line
     * @throws IOException when it does not end with 0, with what it said
     */
    public String run(String application, String... arguments) throws IOException, InterruptedException {
        var result = attempt(application, arguments);
        if (result.code() != 0) {
            throw new IOException(application + " " + String.join(" ", arguments) + "\nended with " + result.code() + " and not 0:\n" + result.output());
        }
        return result.output();
    }

    /** The same, for who expects that it may fail. */
    public Result attempt(String application, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for a second: what the better compiler costs it never earns.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dosgi.install.area=" + folder.toUri(),
                "-jar", launcher.toString(),
                "-nosplash", "-consoleLog",
                "-configuration", folder.resolve("configuration").toString(),
                "-data", folder.resolve("workspace").toString(),
                "-application", application));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile(folder, "output-", ".txt");
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).redirectInput(nothing()).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(application + " still ran after " + PATIENCE_SECONDS + " s:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private static ProcessBuilder.Redirect nothing() {
        return ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
    }

    private static boolean belongs(String symbolicName) {
        return !symbolicName.startsWith("org.prmonitor.") && !NOT_INSTALLED.contains(symbolicName) && !symbolicName.matches(WITH_A_WINDOW);
    }

    private static String entry(BundleJar bundle) {
        var level = START_LEVELS.get(bundle.symbolicName());
        var start = bundle.fragment() ? "" : level == null ? "@start" : "@" + level + ":start";
        return "reference:" + bundle.path().toUri().toString().replace("file:///", "file:/") + start;
    }
}
