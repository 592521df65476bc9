package org.prmonitor.testkit;

import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;

/** How far one channel has come in a feed. Guarded by the channel's lock, but for {@link #create}. */
final class FeedPlace {

    /**
     * What a drain takes.
     *
     * @param first the number of the first event
     * @param count how many find room in the ring, from the first on
     * @param lost how many came after them and found none
     */
    record Portion(long first, int count, long lost) {}

    private final ScriptedFeed feed;
    private long taken;
    /** So many of the feed's events concern this channel. */
    private long last = Long.MAX_VALUE;

    /** @param taken how many events of the feed are not for this channel */
    FeedPlace(ScriptedFeed feed, long taken) {
        this.feed = feed;
        this.taken = taken;
    }

    /** How many were raised and not taken. */
    long pending() {
        return Math.min(last, feed.raised().getAsLong()) - taken;
    }

    /** What is raised from now on is not for this channel. */
    void end() {
        last = Math.min(last, feed.raised().getAsLong());
    }

    /** Takes all that is there, of which so many find room. */
    Portion take(int room) {
        var pending = pending();
        var count = (int) Math.min(pending, room);
        var portion = new Portion(taken + 1, count, pending - count);
        taken += pending;
        return portion;
    }

    MonitorEvent create(long number, EventHeader header) {
        return feed.factory().create(number, header);
    }
}
