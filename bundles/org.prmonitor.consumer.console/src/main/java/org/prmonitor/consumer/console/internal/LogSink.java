package org.prmonitor.consumer.console.internal;

import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Prints log entries on standard error, one line each: without a sink, a component that does not come up is silent.
 * Stack traces are left to those who install a real log.
 */
@Component(service = {}, immediate = true, configurationPid = ConsoleConfiguration.PID)
public final class LogSink implements LogListener {

    private final Notices notices = new Notices(System.err);

    /** Volatile: the log calls from any thread while a configuration change sets it. */
    private volatile LogLevel level = LogLevel.WARN;

    /** Takes the level from the configuration; nonsense there is {@link ConsoleConsumer}'s to report. */
    @Activate
    public LogSink(ConsoleConfiguration configuration) {
        configure(configuration);
    }

    @Modified
    void configure(ConsoleConfiguration configuration) {
        for (var known : LogLevel.values()) {
            if (known.name().equalsIgnoreCase(configuration.logLevel().strip())) {
                level = known;
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLog(LogReaderService log) {
        log.addLogListener(this);
    }

    void unbindLog(LogReaderService log) {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        if (level.implies(entry.getLogLevel()) && !isLifeCycleChatter(entry)) {
            notices.say(line(entry));
        }
    }

    /** The log turns every bundle and service event into an entry; errors among them stay. */
    private static boolean isLifeCycleChatter(LogEntry entry) {
        return entry.getLoggerName().startsWith("Events.") && !LogLevel.WARN.implies(entry.getLogLevel());
    }

    private static String line(LogEntry entry) {
        var line = new StringBuilder();
        line.append(word(entry.getLogLevel())).append(": ").append(entry.getMessage());
        if (entry.getBundle() != null) {
            line.append(" [").append(entry.getBundle().getSymbolicName()).append(']');
        }
        for (var cause = entry.getException(); cause != null; cause = cause.getCause()) {
            // Wrappers without a word of their own say nothing; others repeat what they wrap.
            var message = cause.getMessage();
            if (message == null && cause.getCause() == null) {
                message = cause.getClass().getName();
            }
            if (message != null && line.indexOf(message) < 0) {
                line.append("; ").append(message);
            }
        }
        return line.toString();
    }

    private static String word(LogLevel level) {
        return level == LogLevel.WARN ? "warning" : level.name().toLowerCase(Locale.ROOT);
    }
}
