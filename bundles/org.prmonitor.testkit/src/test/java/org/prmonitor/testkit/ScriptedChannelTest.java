package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;

class ScriptedChannelTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ScriptedChannelProvider provider = new ScriptedChannelProvider();
    private final List<String> got = new ArrayList<>();
    private final MonitorEventSink sink = new MonitorEventSink() {
        private long next = 1;

        @Override
        public long nextSequence() {
            return next;
        }

        @Override
        public void accept(MonitorEvent event) {
            assertEquals(next++, event.sequence());
            if (event instanceof ProcessStarted started) {
                got.add("start " + started.processId() + " " + started.commandLine());
            } else if (event instanceof ProcessExited exited) {
                got.add("exit " + exited.processId() + " " + exited.exitCode());
            }
        }

        @Override
        public void lost(long count) {
            next += count;
            got.add("lost " + count);
        }
    };

    @Test
    void handsOverInOrderWithLossesInTheirPlace() throws Exception {
        var channel = provider.open(ChannelOptions.defaults());
        var process = ScriptedProcess.of(7).running("/bin/cat", "cat", "a b");
        provider.emit(process.started());
        provider.lose(3);
        provider.emit(process.exited(1));
        provider.lose(2);
        assertTrue(channel.await(LONG));
        assertEquals(2, channel.drain(sink));
        assertEquals(List.of("start 7 cat a b", "lost 3", "exit 7 1", "lost 2"), got);
        assertEquals(new ChannelStatistics(7, 2, 5), channel.statistics());
        assertFalse(channel.await(Duration.ZERO));
    }

    @Test
    void overflowsWhileStalledAndCounts() throws Exception {
        var channel = (ScriptedChannel) provider.open(ChannelOptions.defaults().withRingBytes(2 * ScriptedChannel.EVENT_BYTES));
        channel.stall();
        for (var process = 1; process <= 5; process++) {
            provider.emit(ScriptedProcess.of(process).exited(0));
        }
        assertFalse(channel.await(Duration.ZERO));
        assertEquals(0, channel.drain(sink));
        channel.resume();
        assertEquals(2, channel.drain(sink));
        provider.emit(ScriptedProcess.of(6).exited(0));
        channel.drain(sink);
        assertEquals(List.of("exit 1 0", "exit 2 0", "lost 3", "exit 6 0"), got);
        assertEquals(new ChannelStatistics(6, 3, 3), channel.statistics());
    }

    @Test
    void seesWhatItWasAskedForAndOnlyWhileOpen() throws Exception {
        provider.emit(ScriptedProcess.of(1).exited(0));
        var channel = provider.open(ChannelOptions.defaults().withTypes(EnumSet.of(EventType.EXITED)));
        provider.emit(ScriptedProcess.of(2).started(), ScriptedProcess.of(3).exited(0));
        channel.drain(sink);
        assertEquals(List.of("exit 3 0"), got);
    }

    @Test
    void diesAtOnceOrAfterItsRing() throws Exception {
        var reason = new ChannelException("the script ends", null);
        var channel = provider.open(ChannelOptions.defaults());
        provider.emit(ScriptedProcess.of(1).exited(0));
        provider.dieAfterRing(reason);
        assertSame(reason, assertThrows(ChannelException.class, () -> channel.drain(sink)));
        assertEquals(List.of("exit 1 0"), got);

        var other = provider.open(ChannelOptions.defaults());
        provider.emit(ScriptedProcess.of(2).exited(0));
        provider.die(reason);
        assertThrows(ChannelException.class, () -> other.await(LONG));
        assertThrows(ChannelException.class, () -> other.drain(sink));
        assertEquals(new ChannelStatistics(1, 0, 0), other.statistics());
    }

    @Test
    void refusesAndAdmits() throws Exception {
        provider.refuse(new ChannelException("open: Operation not permitted (EPERM)", 1, "run as root", null));
        assertFalse(provider.readiness().ready());
        assertEquals(1, assertThrows(ChannelException.class, () -> provider.open(ChannelOptions.defaults())).errorCode());
        assertEquals(1, provider.refused());
        provider.admit();
        provider.open(ChannelOptions.defaults()).close();
        assertEquals(1, provider.opened());
        assertTrue(provider.awaitClosed(LONG));
    }

    @Test
    void wakeupEndsTheNextWait() throws Exception {
        var channel = provider.open(ChannelOptions.defaults());
        channel.wakeup();
        assertFalse(channel.await(LONG));
    }

    @Test
    void belongsToOneThread() throws Exception {
        var channel = provider.open(ChannelOptions.defaults());
        channel.drain(sink);
        var other = CompletableFuture.runAsync(channel::close);
        assertInstanceOf(IllegalStateException.class, assertThrows(ExecutionException.class, other::get).getCause());
        channel.close();
        channel.close();
        assertThrows(IllegalStateException.class, () -> channel.drain(sink));
    }
}
