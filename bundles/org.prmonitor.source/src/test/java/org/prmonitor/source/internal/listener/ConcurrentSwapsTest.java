package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.MonitorEvent;

/**
 * Many threads register, change, rank and unregister services of one id while events flow, some of which throw at what they are
 * given: together they get every event once, and each of them in order, one call at a time.
 */
@Timeout(120)
class ConcurrentSwapsTest {

    private static final int EVENTS = 60_000;

    /** Guarded by itself: in the order in which the listeners were given them. */
    private final List<MonitorEvent> all = new ArrayList<>();

    private final AtomicBoolean calling = new AtomicBoolean();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger called = new AtomicInteger();

    /** One that throws at some events, in batches or one by one. */
    private final class Member implements MonitorEventListener {

        private final boolean batches;
        private volatile boolean removed;

        Member(boolean batches) {
            this.batches = batches;
        }

        @Override
        public void onEvent(MonitorEvent event) {
            synchronized (all) {
                all.add(event);
            }
            if (removed) {
                late.incrementAndGet();
            }
            if (event.sequence() % 97 == 0) {
                throw new IllegalStateException("at " + event.sequence());
            }
        }

        @Override
        public void onEvents(List<MonitorEvent> events) throws Exception {
            called.incrementAndGet();
            if (!calling.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            try {
                if (batches && events.size() > 4) {
                    // Takes a part of it, and fails.
                    for (var event : events.subList(0, 3)) {
                        onEvent(event);
                    }
                    throw new IllegalStateException("enough");
                }
                MonitorEventListener.super.onEvents(events);
            } finally {
                calling.set(false);
            }
        }
    }

    @Test
    void everyEventOnceInOrderOneCallAtATime() throws Exception {
        try (var fixture = new LaneFixture(1 << 16, Map.of())) {
            // Holds the id from before the first event to the last.
            fixture.add(Map.of("prmonitor.listener.id", "a", "service.ranking", -1), "0", new Member(false));
            var running = new AtomicBoolean(true);
            var swappers = new ArrayList<CompletableFuture<Integer>>();
            for (var index = 0; index < 4; index++) {
                var random = new Random(index);
                swappers.add(CompletableFuture.supplyAsync(() -> swap(fixture, random, running)));
            }
            for (var written = 0; written < EVENTS; written += 100) {
                fixture.append(100);
                Thread.yield();
            }
            RecordingListener.awaitTrue(() -> {
                synchronized (all) {
                    return all.size() >= EVENTS;
                }
            });
            running.set(false);
            var swaps = 0;
            for (var swapper : swappers) {
                swaps += swapper.get();
            }
            var status = fixture.settled("a");
            assertEquals(ListenerState.RUNNING, status.state());
            assertEquals(EVENTS, status.books().delivered());
            assertEquals(EVENTS, all.size());
            for (var index = 0; index < EVENTS; index++) {
                assertEquals(index + 1L, all.get(index).sequence());
            }
            assertEquals(0, overlaps.get(), "two calls at a time");
            assertEquals(0, late.get(), "called after it was removed");
            assertTrue(swaps > 50, "only " + swaps + " swaps, " + called + " calls");
        }
    }

    private int swap(LaneFixture fixture, Random random, AtomicBoolean running) {
        var swaps = 0;
        while (running.get()) {
            var member = new Member(random.nextBoolean());
            var properties = Map.of("prmonitor.listener.id", "a", "service.ranking", random.nextInt(3));
            var instance = fixture.lane.add(
                    LaneFixture.properties(properties, random.nextInt(1_000)), member, new ListenerOwner("b", null));
            if (random.nextBoolean()) {
                fixture.lane.modify(
                        instance, LaneFixture.properties(Map.of("prmonitor.listener.id", "a", "service.ranking", random.nextInt(3)), 5));
            }
            Thread.yield();
            fixture.lane.remove(instance);
            member.removed = true;
            swaps++;
        }
        return swaps;
    }
}
