package org.prmonitor.source.internal.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * Knows the handlers that Felix's EventAdmin has on its deny list, where one comes that once took longer than the time-out,
 * for as long as its service lives. Felix says so once, in its log, and as an attribute of an MBean; here it is one line in our
 * log, and a remark in the status for as long as it lasts. Equinox has no such list. Any thread.
 */
final class DeniedHandlers implements SendWatch {

    /** How Felix's line begins, behind the name of its source. */
    private static final String DENYING = "Denying event handler";

    private static final String REMEDY = "It gets events again when its service is registered anew. A MonitorEventListener is never given"
            + " up; org.apache.felix.eventadmin.Timeout=0 ends the rule";

    private final HandlerDirectory directory;
    private final IncidentLog log;
    private final Runnable givenUp;

    /** What is known. Guarded by this object's monitor, which is held over no call to others but the directory's. */
    private final List<Denial> denials = new ArrayList<>();

    /**
     * One handler, or several of one bundle of which Felix does not say which it was.
     *
     * @param text Felix's own
     * @param services whose they may be
     * @param guessed whether only the time says so
     */
    private record Denial(String text, List<HandlerService> services, boolean guessed) {

        String line() {
            var who = services.stream().map(HandlerService::description).collect(Collectors.joining(" or "));
            return (guessed ? "EventAdmin may have given up " : "EventAdmin has given up ") + who + ": " + text + ". " + REMEDY;
        }

        boolean isRegistered() {
            return services.stream().anyMatch(HandlerService::isRegistered);
        }

        boolean isStillIn(List<String> denied) {
            return denied.stream().anyMatch(entry -> services.stream().anyMatch(service -> service.isNamedIn(entry)));
        }
    }

    /**
     * Knows of none yet.
     *
     * @param givenUp told when one was given up while it may still be in its call
     */
    DeniedHandlers(HandlerDirectory directory, IncidentLog log, Runnable givenUp) {
        this.directory = directory;
        this.log = log;
        this.givenUp = givenUp;
    }

    /**
     * EventAdmin has logged something.
     *
     * @param message as it stands in the log
     */
    void logged(String message) {
        if (message.contains(DENYING)) {
            givenUp.run();
            denied(message);
        }
    }

    @Override
    public void slow(long nanos) {
        var denied = directory.denied();
        if (denied.isPresent()) {
            denied.get().forEach(this::denied);
        } else if (!directory.hasLog() && directory.timeoutNanos() > 0 && nanos > directory.timeoutNanos()) {
            add(new Denial(
                    "a call took " + LifetimeText.of(nanos) + ", its time-out is " + LifetimeText.of(directory.timeoutNanos()),
                    directory.handlers().stream().filter(HandlerService::wantsOurTopics).toList(),
                    true));
        }
    }

    @Override
    public synchronized List<String> remarks() {
        if (denials.isEmpty()) {
            return List.of();
        }
        // It is also forgiven when its properties or EventAdmin's configuration change.
        var denied = directory.denied();
        denials.removeIf(denial -> !denial.isRegistered() || denied.isPresent() && !denial.guessed && !denial.isStillIn(denied.get()));
        return denials.stream().map(Denial::line).toList();
    }

    /** The log or the MBean names one. */
    private void denied(String text) {
        var named = directory.handlers().stream().filter(service -> service.isNamedIn(text)).toList();
        var exactly = named.stream().filter(service -> service.isComponentNamedIn(text)).toList();
        add(new Denial("a call took longer than its time-out", exactly.isEmpty() ? named : exactly, false));
    }

    private void add(Denial denial) {
        synchronized (this) {
            if (denial.services.isEmpty() || isKnown(denial)) {
                return;
            }
            denials.removeIf(lessExactly -> lessExactly.services.containsAll(denial.services));
            denials.add(denial);
        }
        log.warn(denial.line());
    }

    /** Two sources tell of one incident, one of them less exactly. */
    private boolean isKnown(Denial denial) {
        return denials.stream().anyMatch(known -> denial.services.containsAll(known.services));
    }
}
