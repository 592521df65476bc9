package org.prmonitor.consumer.console.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
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
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.text.EventJson;
import org.prmonitor.consumer.console.internal.ConsoleSettings.Format;

/**
 * Prints events from the moment it is configured, and offers our launcher the commands {@code ready} and {@code run} as
 * {@link Callable} services with {@code main.thread=true} (the pattern of bnd's launcher) and {@code prmonitor.command}.
 * Declarative Services calls the life-cycle methods one at a time.
 */
@Component(service = {}, immediate = true, configurationPid = ConsoleConfiguration.PID)
@Designate(ocd = ConsoleConfiguration.class)
public final class ConsoleConsumer {

    /** Of the framework, where a launcher says that it calls commands; and of the services, where it finds them by name. */
    private static final String COMMAND_PROPERTY = "prmonitor.command";

    /** Shorter than anybody sees; in a storm, as much gathers as leaves at once. */
    private static final Duration FLUSH_DELAY = Duration.ofMillis(50);

    /** How long a stream may take for what is left to write. */
    private static final Duration CLOSE_TIME = Duration.ofMillis(500);

    private final BundleContext context;
    private final Logger logger;
    private final SourceReference sources = new SourceReference();
    private final EventCounts counts = new EventCounts();
    private final ConsoleSession session;
    private final BatchedOutput output;
    private final List<ServiceRegistration<?>> commands;

    /** Volatile: the command {@code run} reads it on the launcher's thread. */
    private volatile ConsoleSettings settings = ConsoleSettings.DEFAULT;

    /** Null while no stream is wanted. Guarded by this: the launcher's thread ends the printing too. */
    private @Nullable EventPrinter printer;

    /** Null while no stream is wanted. Guarded by this. */
    private @Nullable ServiceRegistration<EventHandler> handler;

    /** Registers the handler and the commands. */
    @Activate
    public ConsoleConsumer(
            BundleContext context,
            ConsoleConfiguration configuration,
            @Reference(service = LoggerFactory.class) Logger logger) {
        this.context = context;
        this.logger = logger;
        session = new ConsoleSession(sources, new Notices(System.err), counts);
        // The descriptor and not System.out: nothing that others print there may come between two events.
        output = new BatchedOutput(
                new FileOutputStream(FileDescriptor.out),
                FLUSH_DELAY,
                failure -> session.outputFailed(failure, Terminal.isReaderGone(failure)));
        configure(configuration);
        // Only where our launcher says so: another one, such as bnd's, takes any such service for its application.
        commands = context.getProperty(COMMAND_PROPERTY) == null
                ? List.of()
                : List.of(
                        registerCommand("ready", session::ready),
                        registerCommand("run", () -> session.run(settings.duration(), this::endPrinting)));
    }

    @Modified
    void configure(ConsoleConfiguration configuration) {
        try {
            apply(ConsoleSettings.of(configuration));
        } catch (IllegalArgumentException nonsense) {
            logger.warn("Configuration {} refused, the old one stays: {}", ConsoleConfiguration.PID, nonsense.getMessage());
            apply(settings);
        }
    }

    @Deactivate
    void deactivate() {
        commands.forEach(ServiceRegistration::unregister);
        session.stop();
        endPrinting();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindSource")
    void bindSource(MonitorEventSource source) {
        sources.set(source);
    }

    void unbindSource(MonitorEventSource source) {
        sources.unset(source);
    }

    private synchronized void apply(ConsoleSettings newSettings) {
        settings = newSettings;
        if (newSettings.format() == Format.NONE) {
            unregisterHandler();
            return;
        }
        var formatter = formatter(newSettings);
        if (printer == null) {
            printer = new EventPrinter(output, counts, formatter);
        } else {
            printer.use(formatter);
        }
        var properties = new Hashtable<String, Object>();
        properties.put(EventConstants.EVENT_TOPIC, newSettings.topics());
        if (!newSettings.eventFilter().isEmpty()) {
            properties.put(EventConstants.EVENT_FILTER, newSettings.eventFilter());
        }
        if (handler == null) {
            handler = context.registerService(EventHandler.class, printer, properties);
        } else {
            handler.setProperties(properties);
        }
    }

    private static EventFormatter formatter(ConsoleSettings settings) {
        if (settings.format() == Format.JSON) {
            return new EventJson()::write;
        }
        var colored = switch (settings.color()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> Terminal.takesColor();
        };
        return new TextFormatter(colored ? TextStyle.COLORED : TextStyle.PLAIN);
    }

    private ServiceRegistration<?> registerCommand(String name, Callable<@Nullable Integer> command) {
        var properties = new Hashtable<>(Map.of("main.thread", Boolean.TRUE, COMMAND_PROPERTY, name));
        return context.registerService(Callable.class, command, properties);
    }

    private synchronized boolean endPrinting() {
        unregisterHandler();
        return output.close(CLOSE_TIME);
    }

    private synchronized void unregisterHandler() {
        if (handler != null) {
            handler.unregister();
            handler = null;
        }
    }
}
