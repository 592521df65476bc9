package org.prmonitor.shell.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.api.text.PrintableText;

/** {@code prmonitor:listeners}. */
@Component(service = ListenersCommand.class)
@ShellCommand(osgi_command_function = "listeners")
public final class ListenersCommand {

    /** What fits of an error beside the other columns. In code points. */
    private static final int NARROW = 60;

    /** Null while there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MonitorEventSource source;

    /** Every listener's state and books, those included whose place is only kept. */
    @Descriptor("lists the listeners: what each is doing, how far it is behind, and what it was given, lost and threw")
    public String listeners(
            @Descriptor("everything that is known of each, errors in full")
                    @Parameter(names = {"-v", "--verbose"}, absentValue = "false", presentValue = "true")
                    boolean verbose,
            @Descriptor("only the listeners with these ids") String... ids) {
        var current = source;
        if (current == null) {
            throw CommandFailure.noSource();
        }
        var listeners = select(current.status().listeners(), ids);
        if (listeners.isEmpty()) {
            return "no listener: no bundle has registered a MonitorEventListener";
        }
        return verbose ? details(listeners) : table(listeners).toString();
    }

    private static List<ListenerStatus> select(List<ListenerStatus> listeners, String... ids) {
        if (ids.length == 0) {
            return listeners;
        }
        for (var id : ids) {
            if (listeners.stream().noneMatch(listener -> listener.id().equals(id))) {
                throw new CommandFailure("no listener " + PrintableText.escape(id) + "; prmonitor:listeners lists them");
            }
        }
        var wanted = List.of(ids);
        return listeners.stream().filter(listener -> wanted.contains(listener.id())).toList();
    }

    private static TextTable table(List<ListenerStatus> listeners) {
        var table = new TextTable(
                "ID", "BUNDLE", "STATE", "LAG", "EVENTS/S", "DELIVERED", "FILTERED", "LOST", "IN CALL FOR", "ERRORS",
                "LAST ERROR OR REMARK");
        for (var listener : listeners) {
            var books = listener.books();
            var last = listener.lastError() == null ? listener.remark() : listener.lastError();
            table.row(
                    listener.id(),
                    listener.bundle(),
                    state(listener),
                    books.inFlight(),
                    Rate.rounded(books.rate()),
                    books.delivered(),
                    books.filtered(),
                    books.lost(),
                    call(listener.callDuration()),
                    listener.errors(),
                    last == null ? null : TextTable.cut(last, NARROW));
        }
        return table;
    }

    private static String details(List<ListenerStatus> listeners) {
        return String.join("\n\n", listeners.stream().map(ListenersCommand::detail).toList());
    }

    private static String detail(ListenerStatus listener) {
        var books = listener.books();
        var table = TextTable.indented(0)
                .row("id", listener.id())
                .row("bundle", listener.bundle())
                .row("state", state(listener))
                .row("resume", listener.resume().name().toLowerCase(Locale.ROOT))
                .row("events", String.format(
                        Locale.ROOT,
                        "seen %d = delivered %d + filtered %d + lost %d + lag %d",
                        books.seen(), books.delivered(), books.filtered(), books.lost(), books.inFlight()))
                .row("rate", Rate.rounded(books.rate()) + " events/s")
                .row("in call for", call(listener.callDuration()))
                .row("errors", Long.toString(listener.errors()));
        if (listener.lastError() != null) {
            table.row("last error", listener.lastError());
        }
        if (listener.remark() != null) {
            table.row("remark", listener.remark());
        }
        return table.toString();
    }

    private static String state(ListenerStatus listener) {
        return listener.state().name().toLowerCase(Locale.ROOT);
    }

    /** Null where it is in none. */
    private static @Nullable String call(Duration duration) {
        return duration.isZero() ? null : LifetimeText.of(duration.toNanos());
    }
}
