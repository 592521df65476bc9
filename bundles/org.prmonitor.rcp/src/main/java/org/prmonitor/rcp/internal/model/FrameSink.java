package org.prmonitor.rcp.internal.model;

/** Takes frames from a {@link FrameProducer}, on its thread. */
@FunctionalInterface
public interface FrameSink {

    /**
     * A frame to show. Whoever paints on another thread hands it over and returns. The next one comes when this one was taken.
     * What this throws goes to the thread's handler of uncaught exceptions, and the frame counts as taken.
     *
     * @param frame what to show
     * @param taken to be run when the frame is painted, on any thread, once or more often
     */
    void accept(ViewFrame frame, Runnable taken);
}
