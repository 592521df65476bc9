package org.prmonitor.source.internal.pump;

import java.util.ArrayList;
import java.util.List;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.source.internal.books.RateMeter;

/** The books of the hop {@code kernel} over all channels that the source has had. The pump writes, any thread reads. */
public final class KernelBooks {

    /** The hop's name. */
    public static final String HOP = "kernel";

    /**
     * Replaced as a whole, by the pump's thread, so that a reader never counts a channel twice or not at all.
     *
     * @param closed the sums of the channels that are closed
     * @param open those whose own books are still moving
     */
    private record Book(HopStatistics closed, List<MonitorChannel> open) {}

    private final PumpClock clock;
    private final RateMeter rate = new RateMeter();
    private volatile Book book = new Book(new HopStatistics(HOP, 0, 0, 0, 0), List.of());

    /** Nothing is open yet. */
    public KernelBooks(PumpClock clock) {
        this.clock = clock;
    }

    void opened(MonitorChannel channel) {
        var open = new ArrayList<>(book.open);
        open.add(channel);
        book = new Book(book.closed, List.copyOf(open));
    }

    /**
     * A channel was closed.
     *
     * @param last its last statistics
     * @param handedOver whether what was left in its ring comes through another channel: then it is no loss, but
     *     something that nobody asks this channel for
     */
    void closed(MonitorChannel channel, ChannelStatistics last, boolean handedOver) {
        var open = new ArrayList<>(book.open);
        open.remove(channel);
        var left = Math.max(0, last.seen() - last.delivered() - last.lost());
        var sum = book.closed;
        book = new Book(
                new HopStatistics(
                        HOP,
                        sum.seen() + last.seen(),
                        sum.delivered() + last.delivered(),
                        sum.filtered() + (handedOver ? left : 0),
                        sum.lost() + last.lost() + (handedOver ? 0 : left)),
                List.copyOf(open));
    }

    /**
     * A drain has ended.
     *
     * @param total how many events were handed over by all channels so far
     */
    void drained(long total) {
        rate.mark(total, clock.nanoTime());
    }

    /** The sums now. */
    public HopStatistics statistics() {
        var now = book;
        var seen = now.closed.seen();
        var delivered = now.closed.delivered();
        var lost = now.closed.lost();
        for (var channel : now.open) {
            var statistics = channel.statistics();
            seen += statistics.seen();
            delivered += statistics.delivered();
            lost += statistics.lost();
        }
        return new HopStatistics(HOP, seen, delivered, now.closed.filtered(), lost, rate.rate(clock.nanoTime()));
    }
}
