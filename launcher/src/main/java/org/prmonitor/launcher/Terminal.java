package org.prmonitor.launcher;

import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** What JLine, the library behind Gogo's command line, has to be told before it looks for the terminal. */
final class Terminal {

    private Terminal() {}

    /**
     * Starts a bundle that takes the terminal.
     *
     * @param jline JLine's bundle; it finds its ways to the terminal by the thread's context class loader only
     * @param temporaryFolder where it puts its native library
     */
    static void start(Bundle bundle, Bundle jline, Path temporaryFolder) throws BundleException {
        System.setProperty("jline.tmpdir", temporaryFolder.toString());
        if (System.console() == null) {
            // Looked at before JLine complains about the lack of a terminal.
            System.setProperty("org.jline.terminal.dumb", "true");
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(jline.adapt(BundleWiring.class).getClassLoader());
        try {
            bundle.start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
