package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

class ScriptedFeedTest {

    private final ScriptedChannelProvider provider = new ScriptedChannelProvider();
    private final AtomicLong raised = new AtomicLong();

    /** The process ids, which number the feed's events. */
    private final SequenceAudit audit = new SequenceAudit(1);

    private long lost;
    private long next = 1;

    private final MonitorEventSink sink = new MonitorEventSink() {
        @Override
        public long nextSequence() {
            return next;
        }

        @Override
        public void accept(MonitorEvent event) {
            assertEquals(next++, event.sequence());
            audit.accept(((ProcessExited) event).processId());
        }

        @Override
        public void lost(long count) {
            next += count;
            lost += count;
        }
    };

    @Test
    void handsOverWhatIsRaisedOnce() throws Exception {
        var channel = provider.open(ChannelOptions.defaults());
        provider.feed(ScriptedFeed.exits(raised::get));
        assertFalse(channel.await(Duration.ofMillis(1)));
        raised.set(1_000);
        assertTrue(channel.await(Duration.ofSeconds(30)));
        assertEquals(new ChannelStatistics(1_000, 0, 0), channel.statistics());
        assertEquals(1_000, channel.drain(sink));
        assertEquals(0, channel.drain(sink));
        assertTrue(audit.findings(1_000).isClean());
        assertEquals(new ChannelStatistics(1_000, 1_000, 0), channel.statistics());
    }

    @Test
    void whatTheRingDoesNotHoldIsLostAndCounted() throws Exception {
        var channel = provider.open(ChannelOptions.defaults().withRingBytes(10 * ScriptedChannel.EVENT_BYTES));
        provider.feed(ScriptedFeed.exits(raised::get));
        raised.set(25);
        assertEquals(10, channel.drain(sink));
        assertEquals(15, lost);
        raised.set(30);
        assertEquals(5, channel.drain(sink));
        assertEquals(15, audit.findings(30).lost());
        assertEquals(new ChannelStatistics(30, 15, 15), channel.statistics());
    }

    @Test
    void beginsAnewForAChannelThatOpensLater() throws Exception {
        provider.feed(ScriptedFeed.exits(raised::get));
        raised.set(5);
        var channel = provider.open(ChannelOptions.defaults());
        raised.set(7);
        assertEquals(2, channel.drain(sink));
        assertEquals(5, audit.findings(7).lost());
        provider.endFeed();
        raised.set(9);
        assertEquals(0, channel.drain(sink));
    }

    @Test
    void isNotSeenByWhoAskedForOtherTypes() throws Exception {
        var channel = provider.open(ChannelOptions.defaults().withTypes(EnumSet.of(EventType.STARTED)));
        provider.feed(ScriptedFeed.exits(() -> 5));
        assertEquals(0, channel.drain(sink));
    }

    @Test
    void aSteadyRateComesToItsLimitAndStays() {
        var rate = new SteadyRate(1_000_000_000, 5);
        var last = 0L;
        while (last < 5) {
            var now = rate.getAsLong();
            assertTrue(now >= last && now <= 5, () -> "" + now);
            last = now;
        }
        assertEquals(5, rate.stop());
        assertEquals(0, new SteadyRate(1).stop());
        assertThrows(IllegalArgumentException.class, () -> new SteadyRate(0));
    }
}
