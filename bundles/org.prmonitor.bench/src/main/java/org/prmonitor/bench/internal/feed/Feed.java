package org.prmonitor.bench.internal.feed;

import org.prmonitor.api.channel.ChannelException;

/**
 * What was fed.
 *
 * @param events how many
 * @param stored how many of them found room in the ring
 */
record Feed(long events, long stored) {

    /** As fast as it goes. */
    static Feed full(FeedProgram program, long nanos) throws ChannelException {
        var events = 0L;
        var stored = 0L;
        var begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            stored += program.feed(events, FeedProgram.BATCH_MAX);
            events += FeedProgram.BATCH_MAX;
        }
        return new Feed(events, stored);
    }

    /** Evenly; who was kept from it catches up. */
    static Feed paced(FeedProgram program, Pace pace, long nanos) throws ChannelException {
        var events = 0L;
        var stored = 0L;
        while (pace.nanos() < nanos) {
            var count = (int) Math.min(FeedProgram.BATCH_MAX, pace.due() - events);
            if (count > 0) {
                stored += program.feed(events, count);
                events += count;
            } else {
                pace.awaitMoreThan(events);
            }
        }
        return new Feed(events, stored);
    }
}
