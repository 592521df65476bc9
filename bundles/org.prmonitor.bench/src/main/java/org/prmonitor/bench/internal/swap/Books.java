package org.prmonitor.bench.internal.swap;

import java.io.Serializable;
import java.util.List;
import org.prmonitor.testkit.SequenceAudit;

/**
 * What became of the events that one consumer should have got.
 *
 * @param received events that it got, those that came again included
 * @param lost events that it never got
 * @param twice events that it got again
 * @param outOfOrder events that it got after a later one
 */
public record Books(long received, long lost, long twice, long outOfOrder) implements Serializable {

    static Books of(SequenceAudit audit, long last) {
        var findings = audit.findings(last);
        return new Books(findings.received(), findings.lost(), findings.twice(), findings.outOfOrder());
    }

    /** The same of several consumers together. */
    public static Books sum(List<Books> several) {
        return several.stream()
                .reduce(new Books(0, 0, 0, 0), (one, other) -> new Books(
                        one.received + other.received,
                        one.lost + other.lost,
                        one.twice + other.twice,
                        one.outOfOrder + other.outOfOrder));
    }

    /** Every event once and in order. */
    public boolean isClean() {
        return lost == 0 && twice == 0 && outOfOrder == 0;
    }
}
