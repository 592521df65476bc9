package org.prmonitor.nativeaccess.internal.windows;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;

/**
 * Registers the channel where there is a Windows to talk to, and the launcher's command wherever it is asked for: on another
 * system the channel would be one more that never opens, and the command has to say why there is nothing to install.
 */
@Component(service = {}, immediate = true)
public final class WindowsServices {

    /** The framework property in which the launcher says what it was asked, and the property of the service that does it. */
    private static final String COMMAND_PROPERTY = "prmonitor.command";

    /** The service property by which the launcher knows what to call on its main thread. */
    private static final String MAIN_THREAD_PROPERTY = "main.thread";

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** Made by Declarative Services. */
    @Activate
    public WindowsServices(BundleContext context, @Reference(service = LoggerFactory.class) Logger logger) {
        var settings = WindowsSettings.of(context::getProperty);
        if (settings.isWindows()) {
            registrations.add(context.registerService(
                    MonitorChannelProvider.class,
                    new WindowsChannelProvider(settings, Windows::load, logger),
                    new Hashtable<>(Map.of(Constants.SERVICE_RANKING, WindowsChannelProvider.RANKING))));
        }
        var command = context.getProperty(COMMAND_PROPERTY);
        var action = action(command);
        if (command != null && action != null) {
            Callable<Integer> call = () -> new DriverCommand(settings, Windows::load).run(action, System.out, System.err);
            registrations.add(context.registerService(
                    Callable.class, call, new Hashtable<>(Map.of(MAIN_THREAD_PROPERTY, true, COMMAND_PROPERTY, command))));
        }
    }

    /** Takes both back. */
    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private static DriverCommand.@Nullable Action action(@Nullable String command) {
        if (command == null || !command.startsWith(DriverCommand.PREFIX)) {
            return null;
        }
        return DriverCommand.Action.valueOf(command.substring(DriverCommand.PREFIX.length()).toUpperCase(Locale.ROOT));
    }
}
