package org.prmonitor.testkit.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * What is logged through the Log Service, kept for whoever has to explain a failure. Any thread. In a framework of our own it is
 * the Log Service: that of a framework or of Felix may have another version of its package than the test's class path.
 */
public final class CollectedLog {

    /** More than a test that fails can be explained with; the oldest go first. */
    private static final int MAX_LINES = 500;

    private static final Set<String> LEVELS = Set.of("audit", "error", "warn", "info");

    /** Guarded by itself. */
    private final List<String> lines = new ArrayList<>();

    /** From now on, what bundles log goes here. */
    public void serve(BundleContext context) {
        var service = Proxy.newProxyInstance(CollectedLog.class.getClassLoader(), new Class<?>[] {LogService.class}, handler(null));
        context.registerService(
                new String[] {LogService.class.getName(), LoggerFactory.class.getName()},
                service,
                new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        context.addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
                add(event.getType() == FrameworkEvent.ERROR ? "error" : "warn", event.getBundle(), "", event.getThrowable());
            }
        });
    }

    /** From now on until the end of what is returned, what is in the container's own log goes here. */
    public AutoCloseable watch(BundleContext context) {
        LogListener listener = this::add;
        var tracker = new ServiceTracker<>(context, LogReaderService.class, new ServiceTrackerCustomizer<LogReaderService, LogReaderService>() {
            @Override
            public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                var reader = context.getService(reference);
                reader.addLogListener(listener);
                return reader;
            }

            @Override
            public void modifiedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
                // Nothing that concerns us.
            }

            @Override
            public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
                reader.removeLogListener(listener);
                context.ungetService(reference);
            }
        });
        tracker.open();
        return tracker::close;
    }

    /** What was logged since the last {@link #clear}. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Forgets. */
    public void clear() {
        synchronized (lines) {
            lines.clear();
        }
    }

    private void add(LogEntry entry) {
        add(entry.getLogLevel().name().toLowerCase(Locale.ROOT), entry.getBundle(), entry.getMessage(), entry.getException());
    }

    private void add(String level, @Nullable Bundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        if (!LEVELS.contains(level)) {
            return;
        }
        var line = new StringBuilder().append(LocalTime.now().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(level).append(' ');
        line.append(bundle == null ? "" : "[" + bundle.getSymbolicName() + "] ").append(message == null ? "" : message);
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            line.append(": ").append(cause);
        }
        synchronized (lines) {
            if (lines.size() == MAX_LINES) {
                lines.remove(0);
            }
            lines.add(line.toString());
        }
    }

    /** Of the service, and of the loggers that it gives away. */
    private InvocationHandler handler(@Nullable Bundle bundle) {
        return (proxy, method, arguments) -> invoke(proxy, method, arguments == null ? new Object[0] : arguments, bundle);
    }

    private @Nullable Object invoke(Object proxy, Method method, Object[] arguments, @Nullable Bundle bundle) {
        var name = method.getName();
        if (name.equals("getLogger")) {
            var owner = arguments[0] instanceof Bundle given ? given : bundle;
            return Proxy.newProxyInstance(CollectedLog.class.getClassLoader(), new Class<?>[] {FormatterLogger.class}, handler(owner));
        }
        if (name.startsWith("is")) {
            return LEVELS.contains(name.substring(2, name.length() - "Enabled".length()).toLowerCase(Locale.ROOT));
        }
        return switch (name) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString", "getName" -> CollectedLog.class.getSimpleName();
            case "log" -> {
                logByNumber(arguments, bundle);
                yield null;
            }
            default -> {
                if (arguments.length > 0 && arguments[0] instanceof String format) {
                    log(name, bundle, format, arguments);
                }
                yield null;
            }
        };
    }

    /** A method of {@link org.osgi.service.log.Logger}: a text with {@code {}} and its arguments, one by one or as an array. */
    private void log(String level, @Nullable Bundle bundle, String format, Object[] arguments) {
        var values = new ArrayList<Object>();
        for (var argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            values.addAll(argument instanceof Object[] array ? Arrays.asList(array) : Arrays.asList(argument));
        }
        var last = values.isEmpty() ? null : values.get(values.size() - 1);
        add(level, bundle, fill(format, values), last instanceof Throwable thrown ? thrown : null);
    }

    /** What was there before OSGi R7: {@code log([reference,] level, message[, exception])}. */
    private void logByNumber(Object[] arguments, @Nullable Bundle bundle) {
        var first = arguments[0] instanceof Integer ? 0 : 1;
        if (arguments.length > first + 1 && arguments[first] instanceof Integer level) {
            var thrown = arguments.length > first + 2 && arguments[first + 2] instanceof Throwable given ? given : null;
            var name = switch (level) {
                case 1 -> "error";
                case 2 -> "warn";
                case 3 -> "info";
                default -> "debug";
            };
            add(name, bundle, String.valueOf(arguments[first + 1]), thrown);
        }
    }

    private static String fill(String format, List<Object> values) {
        var text = new StringBuilder();
        var rest = format;
        for (var value : values) {
            var place = rest.indexOf("{}");
            if (place < 0) {
                break;
            }
            text.append(rest, 0, place).append(value);
            rest = rest.substring(place + 2);
        }
        return text.append(rest).toString();
    }
}
