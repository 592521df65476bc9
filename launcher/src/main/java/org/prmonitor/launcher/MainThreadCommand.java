package org.prmonitor.launcher;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * A command that a bundle offers: a {@link Callable} service with {@code main.thread=true}, as bnd's launcher knows it,
 * and {@code prmonitor.command}. Its result is the exit code.
 */
final class MainThreadCommand {

    /** Property of the services, and of the framework: there it says what the user asked for. */
    static final String COMMAND = "prmonitor.command";

    private static final long TIMEOUT_SECONDS = 10;

    private MainThreadCommand() {}

    /**
     * Waits for the command and calls it on this thread.
     *
     * @return the exit code; null when the bundle that offers the command went away, and it should be called again
     * @throws BundleException when no bundle offers it in time
     */
    static @Nullable Integer call(BundleContext context, String command) throws Exception {
        var filter = "(&(main.thread=true)(" + COMMAND + "=" + command + "))";
        var reference = await(context, filter, command);
        var service = context.getService(reference);
        return service != null && service.call() instanceof Integer code ? code : null;
    }

    @SuppressWarnings("rawtypes")
    private static ServiceReference<Callable> await(BundleContext context, String filter, String command) throws Exception {
        var change = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                change.countDown();
            }
        };
        context.addServiceListener(listener, "(&(objectClass=" + Callable.class.getName() + ")" + filter + ")");
        try {
            var reference = find(context, filter);
            if (reference == null && change.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                reference = find(context, filter);
            }
            if (reference == null) {
                throw new BundleException("no bundle offers the command '" + command + "'");
            }
            return reference;
        } finally {
            context.removeServiceListener(listener);
        }
    }

    @SuppressWarnings("rawtypes")
    private static @Nullable ServiceReference<Callable> find(BundleContext context, String filter) throws InvalidSyntaxException {
        return context.getServiceReferences(Callable.class, filter).stream().findFirst().orElse(null);
    }
}
