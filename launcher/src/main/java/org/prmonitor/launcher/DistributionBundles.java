package org.prmonitor.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleException;

/** The bundles of the distribution, which of them a plan needs, and in which order they start. */
final class DistributionBundles {

    /** What the others are built on. The log comes first: it hears what the rest has to say. */
    static final List<String> SERVICES =
            List.of("org.apache.felix.log", "org.apache.felix.configadmin", "org.apache.felix.eventadmin", "org.apache.felix.scr");

    /** What they and we import; they have nothing to start. */
    static final List<String> LIBRARIES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "jna",
            "jna-platform",
            "org.prmonitor.api");

    /** Prints; before anything that has something to say. */
    static final String CONSOLE = "org.prmonitor.consumer.console";

    /** Watches folders; before the source, so that configurations and consumers from there are in place. */
    static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    /** The channels; before the source, so that it has them all to choose from. */
    static final String CHANNELS = "org.prmonitor.nativeaccess";

    /** Writes the recorder's files. */
    static final String RECORDER_LIBRARY = "jackson-core";

    /** Records; before the source, so that it misses nothing. */
    static final String RECORDER = "org.prmonitor.consumer.recorder";

    /** Last: its first event finds everybody listening. */
    static final String SOURCE = "org.prmonitor.source";

    /** The commands; with them alone, the doctor works. */
    static final String SHELL = "org.prmonitor.shell";

    /** The library behind the shell's command line. */
    static final String JLINE = "jline";

    /** The shell but for its terminal. */
    static final List<String> SHELL_SERVICES =
            List.of("org.apache.felix.gogo.runtime", "org.apache.felix.metatype", SHELL, "org.apache.felix.gogo.command");

    /** Takes the terminal; last, when every command is there. */
    static final String TERMINAL = "org.apache.felix.gogo.jline";

    private final Path folder;

    /**
     * The bundles in a folder.
     *
     * @throws BundleException when there is none
     */
    DistributionBundles(Path distribution) throws BundleException {
        folder = distribution.resolve("bundles");
        if (!Files.isDirectory(folder)) {
            throw new BundleException("no folder '" + folder + "': this is not the distribution; start launcher/prmonitor");
        }
    }

    /** Where a bundle lies, in the form that makes the framework use it in place and not copy it. */
    String location(String name) {
        return "reference:" + folder.resolve(name + ".jar").toUri();
    }

    /** Where this program was installed, as its script says. */
    static Path distribution() {
        var home = System.getProperty("prmonitor.home");
        if (home == null) {
            throw new IllegalStateException("the system property prmonitor.home is not set; start launcher/prmonitor");
        }
        return Path.of(home).toAbsolutePath();
    }
}
