package org.prmonitor.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.testkit.TrialVerdict.Fault;
import org.prmonitor.testkit.TrialVerdict.Finding;

/** Waits until everything is taken, and finds the call that does not come back, and those that threw. The test's thread. */
final class CallWatch {

    /** The source's threads, as {@code prmonitor:doctor} and a thread dump show them. */
    private static final String LISTENER_THREAD = "prmonitor-listener-";

    private static final String HANDLER_THREAD = "prmonitor-event-admin";
    private static final String HANDLER_METHOD = ".handleEvent(";
    private static final String SOURCE_FRAME = "org.prmonitor.source.";
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ScriptedSource scripted;
    private final Duration limit;
    /** By id. */
    private final Map<String, Long> errorsBefore = new HashMap<>();

    CallWatch(ScriptedSource scripted, Duration limit) throws InterruptedException {
        this.scripted = scripted;
        this.limit = limit;
        scripted.source().status().listeners().forEach(listener -> errorsBefore.put(listener.id(), listener.errors()));
    }

    /** Null when all is taken; else which call has lasted longer than the limit, and where it is. */
    @Nullable String settle() throws InterruptedException {
        var deadline = System.nanoTime() + ScriptedSource.PATIENCE.toNanos();
        while (!scripted.source().flush(limit)) {
            var stack = stack(HANDLER_THREAD);
            if (stack.contains(HANDLER_METHOD)) {
                return "a handler of EventAdmin's has not come back for " + text(limit) + stack;
            }
            // No handler: the machine has other work.
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not delivered through EventAdmin within " + text(ScriptedSource.PATIENCE) + scripted.report());
            }
        }
        while (true) {
            var behind = false;
            for (var listener : scripted.source().status().listeners()) {
                if (Settling.isServed(listener)) {
                    if (listener.callDuration().compareTo(limit) > 0) {
                        return text(listener) + stack(LISTENER_THREAD + listener.id());
                    }
                    behind |= listener.books().inFlight() > 0;
                }
            }
            if (!behind) {
                return null;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private static String text(ListenerStatus listener) {
        return "listener " + listener.id() + " of bundle " + listener.bundle() + " has not come back from a call for "
                + text(listener.callDuration());
    }

    /** What calls threw since the beginning. */
    List<Finding> thrown() {
        try {
            return scripted.source().status().listeners().stream()
                    .filter(listener -> listener.errors() > errorsBefore.getOrDefault(listener.id(), 0L))
                    .map(listener -> new Finding(Fault.THROWS, "listener " + listener.id() + " threw at "
                            + (listener.errors() - errorsBefore.getOrDefault(listener.id(), 0L)) + " calls, the last time "
                            + listener.lastError()))
                    .toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Where the thread is, down to the frame of the source that calls. */
    private static String stack(String thread) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals(thread))
                .map(entry -> frames(entry.getKey().getName(), entry.getValue()))
                .collect(Collectors.joining());
    }

    static String frames(String thread, StackTraceElement... stack) {
        var text = new StringBuilder(System.lineSeparator()).append("  thread ").append(thread).append(" is");
        for (var frame : stack) {
            if (frame.getClassName().startsWith(SOURCE_FRAME)) {
                break;
            }
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return text.toString();
    }

    static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
