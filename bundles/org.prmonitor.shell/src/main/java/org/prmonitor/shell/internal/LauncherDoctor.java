package org.prmonitor.shell.internal;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.prmonitor.api.channel.MonitorChannelProvider;

/**
 * {@code prmonitor doctor} on the launcher's command line: a {@link Callable} that the launcher calls on its main thread
 * once every bundle is started. It needs Declarative Services and the channels' bundle, and nothing else: no source, no
 * Gogo, no EventAdmin. SCR registers a bundle's components before {@code Bundle.start} returns, so that when the launcher
 * calls, every channel is there.
 */
@Component(service = {}, immediate = true)
public final class LauncherDoctor {

    /** The framework property in which the launcher says what it was asked. */
    static final String COMMAND_PROPERTY = "prmonitor.command";
    /** The service property by which the launcher knows what to call on its main thread. */
    static final String MAIN_THREAD_PROPERTY = "main.thread";

    private static final String COMMAND = "doctor";

    /** Replaced as a whole by SCR when a channel comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, MonitorChannelProvider>> channels = List.of();

    private final @Nullable ServiceRegistration<?> registration;

    /** Registers the command if it is the one that was asked for. */
    @Activate
    public LauncherDoctor(BundleContext context) {
        if (COMMAND.equals(context.getProperty(COMMAND_PROPERTY))) {
            Callable<Integer> command = () -> call(System.out);
            registration = context.registerService(
                    Callable.class,
                    command,
                    new Hashtable<>(Map.of(MAIN_THREAD_PROPERTY, true, COMMAND_PROPERTY, COMMAND)));
        } else {
            registration = null;
        }
    }

    /** Takes the command back. */
    @Deactivate
    void deactivate() {
        if (registration != null) {
            registration.unregister();
        }
    }

    /** The exit code: 0 when there is a channel that opens. */
    int call(PrintStream out) {
        var report = new DoctorReport(RankedChannel.inOrder(channels));
        out.println(report);
        return report.anyReady() ? 0 : 1;
    }
}
