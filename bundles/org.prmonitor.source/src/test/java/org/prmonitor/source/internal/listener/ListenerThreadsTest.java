package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prmonitor.source.internal.configuration.ListenerThreadMode;

/** What listeners run on, on the JVM that runs this: what is virtual there is checked on 21 and later only. */
@Timeout(60)
class ListenerThreadsTest {

    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    @ParameterizedTest
    @EnumSource
    void everyKindIsANamedDaemonThatInheritsNothing(ListenerThreadMode mode) throws Exception {
        INHERITED.set("from the bundle that registers");
        var seen = new String[] {"not run"};
        var thread = ListenerThreads.unstarted(mode, "a", () -> seen[0] = INHERITED.get());
        assertEquals("prmonitor-listener-a", thread.getName());
        assertTrue(thread.isDaemon());
        thread.start();
        thread.join();
        assertEquals(null, seen[0]);
        INHERITED.remove();
    }

    @Test
    void virtualIsWhatTheJvmHasAndPlatformNever() throws Exception {
        var feature = Runtime.version().feature();
        assertFalse(isVirtual(ListenerThreadMode.PLATFORM));
        assertEquals(feature >= 21, isVirtual(ListenerThreadMode.VIRTUAL));
        assertEquals(feature >= 24, isVirtual(ListenerThreadMode.AUTO));
    }

    /** On virtual threads before Java 24 each of them would hold on to a carrier, and there are as many as processors. */
    @Test
    void listenersThatBlockInSynchronizedDoNotHoldUpOthers() throws Exception {
        var many = Runtime.getRuntime().availableProcessors() * 2 + 2;
        var entered = new CountDownLatch(many);
        var released = new CountDownLatch(1);
        try (var fixture = new LaneFixture()) {
            for (var index = 0; index < many; index++) {
                var monitor = new Object();
                fixture.add("blocked-" + index, "1.0.0", new RecordingListener(event -> {
                    synchronized (monitor) {
                        entered.countDown();
                        released.await();
                    }
                }));
            }
            var free = new RecordingListener();
            fixture.add("free", "1.0.0", free);
            fixture.append(1);
            assertTrue(entered.await(30, TimeUnit.SECONDS));
            fixture.append(500);
            free.await(501);
            assertEquals(0, fixture.settled("free").books().lost());
            released.countDown();
        }
    }

    @Test
    void aChangedModeHoldsForWhoStartsAfterwards() {
        try (var fixture = new LaneFixture(16, Map.of("listenerThreads", "platform"))) {
            var listener = new RecordingListener();
            fixture.add("a", "1.0.0", listener);
            fixture.lane.configure(LaneFixture.settings(Map.of("listenerThreads", "virtual")));
            fixture.append(1);
            listener.await(1);
            assertEquals("main", listener.thread().getThreadGroup().getName());
            var later = new RecordingListener();
            fixture.add("b", "1.0.0", later);
            fixture.append(1);
            later.await(1);
            var virtual = Runtime.version().feature() >= 21;
            assertEquals(virtual ? "VirtualThreads" : "main", later.thread().getThreadGroup().getName());
        }
    }

    private static boolean isVirtual(ListenerThreadMode mode) throws Exception {
        var thread = ListenerThreads.unstarted(mode, "a", () -> {});
        return Runtime.version().feature() >= 21 && (Boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
