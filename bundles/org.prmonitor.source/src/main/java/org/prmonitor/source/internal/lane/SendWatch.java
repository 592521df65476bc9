package org.prmonitor.source.internal.lane;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whom the lane tells of sends that take long, and who knows of handlers that EventAdmin has given up. */
public interface SendWatch {

    /** From here on it is worth asking. Felix's time-out is longer, whatever it is set to. */
    long SLOW = TimeUnit.MILLISECONDS.toNanos(100);

    /** Outside of a framework. */
    SendWatch NONE = new SendWatch() {
        @Override
        public void slow(long nanos) {}

        @Override
        public List<String> remarks() {
            return List.of();
        }
    };

    /**
     * One or more sends took long. Lane's thread, after the sends.
     *
     * @param nanos all of them together, {@link #SLOW} or more
     */
    void slow(long nanos);

    /** One line for every handler that is given nothing any more. Any thread. */
    List<String> remarks();
}
