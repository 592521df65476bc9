package org.prmonitor.rcp.internal.preferences;

import java.time.Duration;
import org.prmonitor.rcp.internal.model.FrameProducer;
import org.prmonitor.rcp.internal.model.Presentation;
import org.prmonitor.rcp.internal.model.ProcessModel;

/**
 * How a view is to be.
 *
 * @param mostEnded how many ended processes it keeps, {@value #LEAST_ENDED} to {@value #GREATEST_ENDED}
 * @param freshnessSeconds how long a row is marked as new or gone, 0 (not at all) to {@value #LONGEST_FRESHNESS}
 * @param framesPerSecond how often it is painted at most, 1 to {@value #MOST_FRAMES}
 * @param presentation what a view begins with
 */
public record ViewSettings(int mostEnded, int freshnessSeconds, int framesPerSecond, Presentation presentation) {

    static final int LEAST_ENDED = 100;
    static final int GREATEST_ENDED = 200_000;
    static final int LONGEST_FRESHNESS = 60;
    static final int MOST_FRAMES = 20;

    /** What holds where nothing else was set. */
    public static final ViewSettings DEFAULTS = new ViewSettings(
            ProcessModel.DEFAULT_MOST_ENDED, Math.toIntExact(FrameProducer.DEFAULT_FRESHNESS.toSeconds()), MOST_FRAMES, Presentation.TREE);

    /** Brings numbers from elsewhere, such as a file that somebody has edited, within their bounds. */
    public ViewSettings {
        mostEnded = Math.max(LEAST_ENDED, Math.min(GREATEST_ENDED, mostEnded));
        freshnessSeconds = Math.max(0, Math.min(LONGEST_FRESHNESS, freshnessSeconds));
        framesPerSecond = Math.max(1, Math.min(MOST_FRAMES, framesPerSecond));
    }

    /** How long a row is marked as new or gone. */
    public Duration freshness() {
        return Duration.ofSeconds(freshnessSeconds);
    }

    /** The shortest time from one frame to the next. */
    public Duration interval() {
        return Duration.ofMillis(1_000 / framesPerSecond);
    }
}
