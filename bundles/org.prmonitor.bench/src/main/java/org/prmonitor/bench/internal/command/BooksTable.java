package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;

import java.util.List;
import java.util.function.Predicate;
import org.prmonitor.bench.internal.hour.BooksLine;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;

/** The source's books beside those of its consumers. */
final class BooksTable {

    private BooksTable() {}

    static MarkdownTable empty() {
        return new MarkdownTable("framework", "hop or listener", "seen", "delivered", "filtered", "lost", "consumer's own count", "told lost");
    }

    static MarkdownTable of(String framework, List<BooksLine> books) {
        return add(empty(), framework, books);
    }

    static MarkdownTable add(MarkdownTable table, String framework, List<BooksLine> books) {
        for (var line : books) {
            table.row(
                    framework,
                    line.name(),
                    count(line.seen()),
                    count(line.delivered()),
                    count(line.filtered()),
                    count(line.lost()),
                    count(line.received()),
                    count(line.toldLost()));
        }
        return table;
    }

    /**
     * That all of them close.
     *
     * @param where what the goal's text begins with
     */
    static Goal closed(String where, List<BooksLine> books, Predicate<BooksLine> closes) {
        var open = books.stream().filter(closes.negate()).map(BooksLine::name).toList();
        return new Goal(
                where + "seen = delivered + filtered + lost for every hop and listener, and as each consumer counted",
                open.isEmpty() && !books.isEmpty(),
                open.isEmpty() ? books.size() + " books" : "not for " + String.join(", ", open));
    }
}
