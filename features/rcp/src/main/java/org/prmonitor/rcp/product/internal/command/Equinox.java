package org.prmonitor.rcp.product.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.runtime.adaptor.EclipseStarter;

/** Runs the application on the calling thread, which becomes the user interface's. */
final class Equinox {

    private static final String PRODUCT = "org.prmonitor.rcp.product.product";
    private static final String APPLICATION = "org.eclipse.e4.ui.workbench.swt.E4Application";

    /** Closing takes far less; a program that hangs must not hold a terminal for longer. */
    private static final long PATIENCE_SECONDS = 5;

    private Equinox() {}

    /**
     * Runs it until its window is closed, or until somebody asks the JVM to end.
     *
     * @param further bundles beside those of the folder
     * @param settings the application's own
     * @param verbose whether the framework's log goes to standard error too
     * @throws UiException when it did not come up, or not to a good end
     */
    static void run(ProductFolder folder, List<Path> further, Map<String, String> settings, boolean verbose) throws IOException, UiException {
        var workspace = CacheFolder.current();
        Files.createDirectories(workspace);
        // Of this run alone: two at once do not meet, and no cache is older than the bundles.
        var configuration = Files.createTempDirectory("prmonitor-ui-");
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> awaitEnd(ended, configuration), "prmonitor-ui-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            EclipseStarter.setInitialProperties(properties(folder, further, settings, workspace, configuration, verbose));
            // Step by step: the method that does it all keeps a failure to itself.
            EclipseStarter.startup(new String[0], null);
            try {
                EclipseStarter.run(null);
            } finally {
                EclipseStarter.shutdown();
            }
        } catch (Exception | Error failure) {
            // Errors too: SWT has one of its own for a display that cannot be opened.
            throw new UiException(Screen.explain(failure).orElseGet(() -> failure + "; the log is '" + log(workspace) + "'"), failure);
        } finally {
            delete(configuration);
            ended.countDown();
        }
    }

    private static Map<String, String> properties(
            ProductFolder folder, List<Path> further, Map<String, String> settings, Path workspace, Path configuration, boolean verbose)
            throws IOException {
        var properties = new HashMap<>(settings);
        properties.put("eclipse.product", PRODUCT);
        properties.put("eclipse.application", APPLICATION);
        properties.put("eclipse.consoleLog", Boolean.toString(verbose));
        properties.put("eclipse.ignoreApp", "false");
        properties.put("osgi.bundles", folder.bundles(further));
        properties.put("osgi.bundles.defaultStartLevel", Integer.toString(ProductFolder.DEFAULT_LEVEL));
        properties.put("osgi.startLevel", Integer.toString(ProductFolder.LAST_LEVEL));
        properties.put("osgi.framework.useSystemProperties", "false");
        properties.put("osgi.noShutdown", "false");
        // Two windows at once share the preferences; the last one to write wins.
        properties.put("osgi.locking", "none");
        properties.put("osgi.install.area", folder.folder().toUri().toString());
        properties.put("osgi.configuration.area", configuration.toUri().toString());
        properties.put("osgi.configuration.cascaded", "false");
        properties.put("osgi.instance.area", workspace.toUri().toString());
        properties.put("osgi.user.area", "@none");
        return properties;
    }

    private static Path log(Path workspace) {
        return workspace.resolve(".metadata").resolve(".log");
    }

    /** Ctrl-C: the application hears of it too, and closes its window; the thread that runs it comes back and cleans up. */
    private static void awaitEnd(CountDownLatch ended, Path configuration) {
        try {
            if (ended.getCount() == 0) {
                return;
            }
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // 0, where the JVM would give 128 plus the signal.
                Runtime.getRuntime().halt(0);
            }
            System.err.println("prmonitor: ui: did not come to an end within " + PATIENCE_SECONDS + " s");
            delete(configuration);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be removed is named and left: the run has its own success or failure. */
    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            System.err.println("prmonitor: ui: could not remove the temporary folder '" + folder + "': " + left);
        }
    }
}
