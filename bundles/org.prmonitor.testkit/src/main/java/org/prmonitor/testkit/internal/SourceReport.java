package org.prmonitor.testkit.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.SourceStatus;

/** What a source has to say to whoever wonders why a test fails: state, books of every hop and listener, and the log. */
public final class SourceReport {

    private static final String LINE = System.lineSeparator();

    private SourceReport() {}

    /**
     * Some lines, each with a line end before it.
     *
     * @param status null where there is no source
     * @param log what was logged meanwhile
     */
    public static String of(@Nullable SourceStatus status, List<String> log) {
        var text = new StringBuilder();
        if (status == null) {
            text.append(LINE).append("there is no source");
        } else {
            append(text, status);
        }
        text.append(LINE).append(log.isEmpty() ? "nothing was logged" : "what was logged:");
        log.forEach(line -> text.append(LINE).append("  ").append(line));
        return text.toString();
    }

    private static void append(StringBuilder text, SourceStatus status) {
        text.append(LINE).append("the source is ").append(status.state()).append(" on channel ").append(status.channel())
                .append(", last event ").append(status.lastSequence()).append(", the books:");
        status.hops().forEach(hop -> append(text, hop.hop(), hop));
        status.listeners().forEach(listener -> append(text, listener));
        status.remarks().forEach(remark -> text.append(LINE).append("  ").append(remark));
    }

    private static StringBuilder append(StringBuilder text, String name, HopStatistics books) {
        return text.append(LINE).append("  ").append(name).append(": seen ").append(books.seen()).append(", delivered ")
                .append(books.delivered()).append(", filtered ").append(books.filtered()).append(", lost ").append(books.lost())
                .append(", in flight ").append(books.inFlight());
    }

    private static void append(StringBuilder text, ListenerStatus listener) {
        append(text, "listener " + listener.id(), listener.books()).append(", ").append(listener.state());
        if (!listener.callDuration().isZero()) {
            text.append(", in a call for ").append(listener.callDuration().toMillis()).append(" ms");
        }
        if (listener.errors() > 0) {
            text.append(", ").append(listener.errors()).append(" calls threw, the last one ").append(listener.lastError());
        }
        if (listener.remark() != null) {
            text.append(", ").append(listener.remark());
        }
    }
}
