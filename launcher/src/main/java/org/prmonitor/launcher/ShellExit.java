package org.prmonitor.launcher;

import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The shell's {@code exit} and {@code quit}. Gogo's own profile offers {@link System#exit(int)} under that name, which
 * wants a number and takes no leave. In Gogo's own scope, because that is the one in which it looks first. Public for
 * Gogo, which calls methods by reflection.
 */
public final class ShellExit {

    private final Bundle framework;

    private ShellExit(Bundle framework) {
        this.framework = framework;
    }

    static void register(BundleContext context) {
        var properties = new Hashtable<String, Object>();
        properties.put("osgi.command.scope", "gogo");
        properties.put("osgi.command.function", new String[] {"exit", "quit"});
        context.registerService(ShellExit.class, new ShellExit(context.getBundle(Constants.SYSTEM_BUNDLE_ID)), properties);
    }

    /** Ends the program. */
    public void exit() throws BundleException {
        framework.stop();
    }

    /** Ends the program. */
    public void quit() throws BundleException {
        exit();
    }
}
