package org.prmonitor.nativeaccess.internal.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;

@Timeout(60)
class PollingChannelTest {

    private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeTable table = new FakeTable();
    private final RecordingSink sink = new RecordingSink();

    /** A table that shows what a test puts into it. */
    private static final class FakeTable implements ProcessTable {

        private final List<Sighting> processes = new ArrayList<>();
        private Instant now = BOOT.plusSeconds(100);
        private int reads;

        void put(long pid, long start, long mark, String image) {
            remove(pid);
            var key = new ProcessKey(1, pid, start);
            var row = new RunningProcess(
                    ProcessSubject.of(key), 1L, null, image, CommandLine.ofArguments(image), BOOT.plusMillis(10 * start), now);
            processes.add(new Sighting() {
                @Override
                public ProcessKey key() {
                    return key;
                }

                @Override
                public long imageMark() {
                    return mark;
                }

                @Override
                public RunningProcess read() {
                    reads++;
                    return row;
                }
            });
        }

        void remove(long pid) {
            processes.removeIf(sighting -> sighting.key().processId() == pid);
        }

        @Override
        public List<Sighting> look() {
            return List.copyOf(processes);
        }

        @Override
        public Instant now() {
            return now;
        }
    }

    private PollingChannel open(Set<EventType> types, long excluded) throws Exception {
        return new PollingChannel(new ChannelOptions(types, 1, excluded), table, () -> Duration.ofMillis(10));
    }

    private PollingChannel open() throws Exception {
        return open(EnumSet.of(EventType.STARTED, EventType.EXITED), 0);
    }

    /** The events of the next look, each as one word or more. */
    private List<String> drained(PollingChannel channel) throws Exception {
        var before = sink.events().size();
        var reported = channel.drain(sink);
        var events = sink.events().subList(before, sink.events().size());
        assertEquals(reported, events.size());
        return events.stream().map(PollingChannelTest::text).toList();
    }

    private static String text(MonitorEvent event) {
        if (event instanceof ProcessStarted started) {
            return "+" + started.processId() + "@" + started.processKey().start() + " " + started.imagePath();
        }
        var exited = (ProcessExited) event;
        assertNull(exited.exitCode());
        assertNull(exited.exitSignal());
        return "-" + exited.processId() + "@" + exited.processKey().start() + " " + exited.imagePath();
    }

    @Test
    void whatRunsIsTheSnapshotAndNoEvent() throws Exception {
        table.put(5, 50, 1, "/bin/a");
        try (var channel = open()) {
            assertEquals(List.of(), drained(channel));
            assertEquals(List.of(5L), channel.snapshot().stream().map(RunningProcess::processId).toList());
        }
    }

    @Test
    void comingAndGoingIsReportedOnceAndParentsFirst() throws Exception {
        try (var channel = open()) {
            table.put(9, 70, 1, "/bin/child");
            table.put(5, 80, 1, "/bin/grandchild");
            table.put(12, 60, 1, "/bin/parent");
            assertEquals(List.of("+12@60 /bin/parent", "+9@70 /bin/child", "+5@80 /bin/grandchild"), drained(channel));
            assertEquals(List.of(), drained(channel));
            table.remove(9);
            assertEquals(List.of("-9@70 /bin/child"), drained(channel));
            assertEquals(List.of(), drained(channel));
            assertEquals(new ChannelStatistics(4, 4, 0), channel.statistics());
            assertEquals(Set.of(5L, 12L), channel.snapshot().stream().map(RunningProcess::processId).collect(Collectors.toSet()));
        }
    }

    @Test
    void idThatComesBackIsAnotherProcess() throws Exception {
        table.put(5, 50, 1, "/bin/a");
        try (var channel = open()) {
            table.put(5, 51, 1, "/bin/a");
            assertEquals(List.of("-5@50 /bin/a", "+5@51 /bin/a"), drained(channel));
        }
    }

    @Test
    void anotherImageUnderOneKeyIsAnotherStart() throws Exception {
        table.put(5, 50, 1, "/bin/sh");
        try (var channel = open()) {
            table.put(5, 50, 2, "/bin/a");
            assertEquals(List.of("+5@50 /bin/a"), drained(channel));
            table.put(5, 50, 3, "/bin/a");
            assertEquals(List.of(), drained(channel), "a mark alone is a hint");
            table.remove(5);
            assertEquals(List.of("-5@50 /bin/a"), drained(channel));
        }
    }

    @Test
    void unchangedProcessIsReadOnce() throws Exception {
        table.put(5, 50, 1, "/bin/a");
        try (var channel = open()) {
            for (var look = 0; look < 10; look++) {
                channel.drain(sink);
            }
            assertEquals(1, table.reads);
        }
    }

    @Test
    void lifetimeEndsAtTheLookAndIsNeverNegative() throws Exception {
        table.put(5, 50, 1, "/bin/a");
        table.put(6, 20_000, 1, "/bin/future");
        try (var channel = open()) {
            table.remove(5);
            table.remove(6);
            channel.drain(sink);
            var lifetimes = sink.events(ProcessExited.class).collect(Collectors.toMap(ProcessExited::processId, ProcessExited::lifetime));
            assertEquals(Duration.ofMillis(99_500), lifetimes.get(5L));
            assertEquals(Duration.ZERO, lifetimes.get(6L));
            assertTrue(sink.events().stream().allMatch(event -> event.time().equals(table.now)));
        }
    }

    @Test
    void typesAndTheExcludedProcessAreLeftOut() throws Exception {
        table.put(5, 50, 1, "/bin/a");
        try (var channel = open(EnumSet.of(EventType.EXITED), 5)) {
            table.put(6, 60, 1, "/bin/b");
            assertEquals(List.of(), drained(channel));
            table.remove(5);
            table.remove(6);
            assertEquals(List.of("-6@60 /bin/b"), drained(channel));
            assertEquals(1, channel.statistics().seen());
        }
    }

    @Test
    void waitEndsWhenALookIsDueByTimeoutOrByWakeup() throws Exception {
        var interval = new Duration[] {Duration.ofSeconds(60)};
        var options = ChannelOptions.defaults();
        try (var channel = new PollingChannel(options, table, () -> interval[0])) {
            assertFalse(channel.await(Duration.ZERO));
            assertFalse(channel.await(Duration.ofMillis(1)));
            channel.wakeup();
            assertFalse(channel.await(Duration.ofSeconds(Long.MAX_VALUE)));
            var waker = new Thread(channel::wakeup);
            waker.start();
            assertFalse(channel.await(Duration.ofDays(1)));
            waker.join();
            interval[0] = Duration.ofMillis(10);
            assertTrue(channel.await(Duration.ofDays(1)), "the shorter interval holds at once");
        }
    }

    @Test
    void closedChannelKeepsItsBooksAndTakesAWakeup() throws Exception {
        var channel = open();
        table.put(5, 50, 1, "/bin/a");
        channel.drain(sink);
        channel.close();
        channel.close();
        channel.wakeup();
        assertEquals(new ChannelStatistics(1, 1, 0), channel.statistics());
    }

    @Test
    void interruptEndsAWait() throws Exception {
        try (var channel = open()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> channel.await(Duration.ofDays(1)));
        }
    }
}
