package org.prmonitor.source.internal.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * Watches Felix's EventAdmin in a framework: its lines in the log, where there is one to read, and the MBean with its deny
 * list, which it registers as a service, so that neither JMX nor a log is needed. From {@link #open} to {@link #close}.
 */
public final class FelixDenyList implements HandlerDirectory {

    /** How Felix's bundle and those that contain it, such as Karaf's, are named. */
    private static final String IMPLEMENTATION = "eventadmin";

    private static final String TIMEOUT = "org.apache.felix.eventadmin.Timeout";
    private static final long DEFAULT_TIMEOUT_MILLIS = 5_000;
    /** What is not longer turns the rule off, says Felix. */
    private static final long NO_TIMEOUT_MILLIS = 100;

    private static final String MBEAN = "(jmx.objectname=org.apache.felix.eventadmin:type=handlerinfo,*)";
    private static final String ATTRIBUTE = "getDeniedEventHandlers";

    private final BundleContext context;
    private final DeniedHandlers handlers;
    private final EventAdminLane lane;
    private final LogListener listener = this::logged;
    private final ServiceTracker<LogReaderService, LogReaderService> logs;

    /** Nothing is watched yet. */
    public FelixDenyList(BundleContext context, EventAdminLane lane, IncidentLog log) {
        this.context = context;
        this.lane = lane;
        this.handlers = new DeniedHandlers(this, log, () -> lane.handlerGivenUp(patience()));
        this.logs = new ServiceTracker<>(context, LogReaderService.class, null) {
            @Override
            public @Nullable LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                var reader = super.addingService(reference);
                if (reader != null) {
                    reader.addLogListener(listener);
                }
                return reader;
            }

            @Override
            public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
                reader.removeLogListener(listener);
                super.removedService(reference, reader);
            }
        };
    }

    /** From here on. */
    public void open() {
        logs.open();
        lane.setWatch(handlers);
    }

    /** Lets go of the log. */
    public void close() {
        lane.setWatch(SendWatch.NONE);
        logs.close();
    }

    @Override
    public List<HandlerService> handlers() {
        return references(EventHandler.class.getName(), null).stream().map(HandlerService::new).toList();
    }

    @Override
    public Optional<List<String>> denied() {
        try {
            for (var reference : references(null, MBEAN)) {
                var bean = context.getService(reference);
                if (bean != null) {
                    try {
                        return Optional.of(read(bean));
                    } finally {
                        context.ungetService(reference);
                    }
                }
            }
        } catch (ReflectiveOperationException | ClassCastException | IllegalStateException silent) {
            // It has the name and not the attribute, or EventAdmin or our bundle stops.
        }
        return Optional.empty();
    }

    /** Of a class that Felix does not export; an interface above it is public, as JMX demands. */
    private static List<String> read(Object bean) throws ReflectiveOperationException {
        for (var type : bean.getClass().getInterfaces()) {
            if (Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(ATTRIBUTE))) {
                return List.of((String[]) type.getMethod(ATTRIBUTE).invoke(bean));
            }
        }
        throw new NoSuchMethodException(ATTRIBUTE);
    }

    @Override
    public boolean hasLog() {
        return logs.size() > 0;
    }

    @Override
    public long timeoutNanos() {
        var reference = context.getServiceReference(EventAdmin.class);
        var bundle = reference == null ? null : reference.getBundle();
        if (bundle == null || !isImplementation(String.valueOf(bundle.getSymbolicName()))) {
            return 0;
        }
        var millis = timeoutMillis(context.getProperty(TIMEOUT));
        return millis <= NO_TIMEOUT_MILLIS ? 0 : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** The time-out as far as it is known here: Configuration Admin may have another one for Felix. */
    private Duration patience() {
        var nanos = timeoutNanos();
        return nanos == 0 ? Duration.ofMillis(DEFAULT_TIMEOUT_MILLIS) : Duration.ofNanos(nanos);
    }

    /** As Felix reads it: what is no number is not there. */
    private static long timeoutMillis(@Nullable String configured) {
        try {
            return configured == null ? DEFAULT_TIMEOUT_MILLIS : Integer.parseInt(configured);
        } catch (NumberFormatException none) {
            return DEFAULT_TIMEOUT_MILLIS;
        }
    }

    /** Called for every line of every bundle. */
    private void logged(LogEntry entry) {
        var bundle = entry.getBundle();
        if (bundle != null && isImplementation(String.valueOf(bundle.getSymbolicName()))) {
            handlers.logged(String.valueOf(entry.getMessage()));
        }
    }

    private static boolean isImplementation(String symbolicName) {
        return symbolicName.contains(IMPLEMENTATION);
    }

    private List<ServiceReference<?>> references(@Nullable String type, @Nullable String filter) {
        try {
            var found = context.getAllServiceReferences(type, filter);
            return found == null ? List.of() : new ArrayList<>(Arrays.asList(found));
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IllegalStateException stopped) {
            // Our bundle stops; what it knew it knows no more.
            return List.of();
        }
    }
}
