package org.prmonitor.rcp.internal.model;

import java.time.Duration;

/**
 * What is asked of the next frames.
 *
 * @param selection which rows, in which order
 * @param isPaused whether the rows stand still; the status goes on
 * @param freshness for how long what is new or gone is shown so
 * @param source what the source says of itself
 * @param acknowledged how many lost events have been acknowledged
 * @param demands how often a frame was asked for though nothing has changed
 */
record FrameRequest(
        ViewSelection selection, boolean isPaused, Duration freshness, SourceSummary source, long acknowledged, long demands) {

    static final FrameRequest INITIAL =
            new FrameRequest(ViewSelection.ALL, false, FrameProducer.DEFAULT_FRESHNESS, SourceSummary.NONE, 0, 0);

    FrameRequest withSelection(ViewSelection newSelection) {
        return new FrameRequest(newSelection, isPaused, freshness, source, acknowledged, demands);
    }

    FrameRequest withPaused(boolean newPaused) {
        return new FrameRequest(selection, newPaused, freshness, source, acknowledged, demands);
    }

    FrameRequest withFreshness(Duration newFreshness) {
        return new FrameRequest(selection, isPaused, newFreshness, source, acknowledged, demands);
    }

    FrameRequest withSource(SourceSummary newSource) {
        return new FrameRequest(selection, isPaused, freshness, newSource, acknowledged, demands);
    }

    FrameRequest withAcknowledged(long newAcknowledged) {
        return new FrameRequest(selection, isPaused, freshness, source, newAcknowledged, demands);
    }

    FrameRequest withDemand() {
        return new FrameRequest(selection, isPaused, freshness, source, acknowledged, demands + 1);
    }
}
