package org.prmonitor.bench.internal.soak;

import java.io.Serializable;

/**
 * One stretch of the run: a storm, then scripted processes until its end, then a look.
 *
 * @param seconds since the begin of the run, at the look
 * @param events how many the journal took in it
 * @param scripted events of these that the script raised
 * @param storm how many real processes were started
 * @param started of these, the starts that were seen with their exact arguments
 * @param exited of these, the exits that were seen
 * @param footprint at its end
 */
public record Window(double seconds, long events, long scripted, int storm, int started, int exited, Footprint footprint) implements Serializable {

    /** Whether each real process was seen to start and to exit. */
    public boolean isStormComplete() {
        return started == storm && exited == storm;
    }
}
