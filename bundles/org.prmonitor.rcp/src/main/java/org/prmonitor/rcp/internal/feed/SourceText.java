package org.prmonitor.rcp.internal.feed;

import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.text.PrintableText;
import org.prmonitor.rcp.internal.model.SourceSummary;

/** What of a source's status a view shows. */
final class SourceText {

    /** The hop that takes everything in, as the source names it. */
    private static final String JOURNAL = "journal";

    private static final String KERNEL = "kernel";

    private SourceText() {}

    /**
     * The summary.
     *
     * @param journalLag how many events of the journal's have not reached the view
     */
    static SourceSummary summary(SourceStatus status, long journalLag) {
        return new SourceSummary(
                status.state(),
                status.channel(),
                Math.round(status.hop(JOURNAL).rate()),
                status.hop(KERNEL).inFlight() + journalLag,
                PrintableText.escape(String.join("; ", status.remarks())));
    }
}
