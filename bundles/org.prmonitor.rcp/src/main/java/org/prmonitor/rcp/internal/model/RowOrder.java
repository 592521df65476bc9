package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of a column. Every order is total, so that no row jumps: what is equal goes by start, then by the order in
 * which it was seen. What has nothing in the column comes last, in both directions.
 */
final class RowOrder {

    /** What runs since nobody knows when has run since before everything else. */
    private static final Comparator<ProcessRow> BY_START =
            Comparator.comparing((ProcessRow row) -> row.start(), Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));

    private static final Comparator<ProcessRow> BY_AGE = BY_START.thenComparing(RowOrder::keyStart).thenComparing(ProcessRow::id);

    private RowOrder() {}

    /**
     * The order.
     *
     * @param now until when what runs has lived
     */
    static Comparator<ProcessRow> of(Column column, boolean descending, Instant now) {
        return switch (column) {
            case STARTED -> (descending ? BY_START.reversed() : BY_START).thenComparing(BY_AGE);
            case PROCESS -> by(row -> text(row.name()), String.CASE_INSENSITIVE_ORDER, descending);
            case PID -> by(ProcessRow::processId, Comparator.<Long>naturalOrder(), descending);
            case PARENT -> by(ProcessRow::parentId, Comparator.<Long>naturalOrder(), descending);
            case LIFETIME -> by(row -> row.lifetimeAt(now), Comparator.<Duration>naturalOrder(), descending);
            case USER -> by(row -> text(row.user()), String.CASE_INSENSITIVE_ORDER, descending);
            case COMMAND -> by(row -> text(row.commandLine()), String.CASE_INSENSITIVE_ORDER, descending);
            case EXIT -> by(row -> text(row.exit()), String.CASE_INSENSITIVE_ORDER, descending);
        };
    }

    /** Whether time alone changes the order. */
    static boolean isMoving(Column column) {
        return column == Column.LIFETIME;
    }

    private static <T> Comparator<ProcessRow> by(
            Function<ProcessRow, @Nullable T> value, Comparator<T> order, boolean descending) {
        var directed = descending ? order.reversed() : order;
        return (one, other) -> {
            var first = one.kind() == RowKind.LOST ? null : value.apply(one);
            var second = other.kind() == RowKind.LOST ? null : value.apply(other);
            if (first == null || second == null) {
                return first == second ? BY_AGE.compare(one, other) : first == null ? 1 : -1;
            }
            var compared = directed.compare(first, second);
            return compared == 0 ? BY_AGE.compare(one, other) : compared;
        };
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static long keyStart(ProcessRow row) {
        var key = row.key();
        return key == null ? 0 : key.start();
    }
}
