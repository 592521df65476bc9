package org.prmonitor.p2.workbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.Map;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Reads commands, a line each, has them done on the thread of the user interface, and answers {@code control COMMAND …}; before that
 * {@code control open}, when the workbench is up.
 */
public final class WorkbenchActivator implements BundleActivator {

    /** {@code UIEvents.UILifeCycle.APP_STARTUP_COMPLETE}. */
    private static final String OPENED = "org/eclipse/e4/ui/LifeCycle/appStartupComplete";

    @Override
    public void start(BundleContext context) {
        EventHandler opened = event -> open();
        context.registerService(EventHandler.class, opened, new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, OPENED)));
    }

    @Override
    public void stop(BundleContext context) {
        // The thread waits for input that may never come; it keeps no JVM alive.
    }

    private static void open() {
        var thread = new Thread(WorkbenchActivator::serve, "control");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve() {
        var display = Display.getDefault();
        var user = new WorkbenchUser(display);
        System.out.println("control open");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                var words = line.split(" ", 2);
                display.asyncExec(() -> run(user, words[0], words.length == 1 ? "" : words[1]));
            }
        } catch (IOException failure) {
            System.out.println("control failed " + failure);
        }
    }

    private static void run(WorkbenchUser user, String command, String argument) {
        try {
            user.run(command, argument, answer -> System.out.println("control " + command + " " + answer));
        } catch (Exception failure) {
            System.out.println("control failed " + command + ": " + failure);
        }
    }
}
