package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.MonitorEvent;

/** Who is given what, where it goes on, and what is said about it. */
@Timeout(60)
class ListenerLaneTest {

    private static List<String> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
    }

    @Test
    void aNewcomerStartsAtNowAndGetsEverythingInOrder() {
        try (var fixture = new LaneFixture()) {
            fixture.append(3);
            var listener = new RecordingListener();
            fixture.add("a", "1.0.0", listener);
            fixture.append(500).lose(4).append(1);
            listener.await(502);
            var expected = new ArrayList<>(numbers(4, 503));
            expected.add("504..507");
            expected.add("508");
            assertEquals(expected, listener.texts());
            var status = fixture.settled("a");
            assertEquals(ListenerState.RUNNING, status.state());
            assertEquals(501, status.books().seen());
            assertEquals(501, status.books().delivered());
            assertEquals("org.example 1.0.0", status.bundle());
            assertEquals(List.of("listener a: bundle org.example 1.0.0 begins (resume = NOW)"), fixture.log.infos());
        }
    }

    @Test
    void resumeAtTheBeginningIsTheOldestThatIsThere() {
        try (var fixture = new LaneFixture(4, Map.of())) {
            fixture.append(10);
            var listener = new RecordingListener();
            fixture.add(Map.of("prmonitor.listener.id", "a", "prmonitor.listener.resume", "beginning"), "1.0.0", listener);
            assertEquals(numbers(7, 10), listener.await(4).texts());
            assertEquals(4, fixture.settled("a").books().seen());
            assertEquals(Resume.BEGINNING, fixture.settled("a").resume());
        }
    }

    @Test
    void theNextInstanceGoesOnWhereTheLastOneLeftOff() {
        try (var fixture = new LaneFixture()) {
            var first = new RecordingListener();
            var instance = fixture.add("a", "1.0.0", first);
            fixture.append(5);
            first.await(5);
            fixture.lane.remove(instance);
            fixture.append(7);
            assertEquals(ListenerState.DETACHED, fixture.status("a").state());
            assertEquals(7, fixture.status("a").books().inFlight());
            var second = new RecordingListener();
            fixture.add("a", "1.0.1", second);
            assertEquals(numbers(6, 12), second.await(7).texts());
            assertEquals(5, first.count());
            assertEquals(12, fixture.settled("a").books().delivered());
            assertEquals(
                    "listener a: bundle org.example 1.0.1 took over from org.example 1.0.0 after event 5, 7 waiting",
                    fixture.log.infos().get(1));
        }
    }

    @Test
    void swapsUnderAWriterGiveEveryEventOnceInOrder() throws Exception {
        try (var fixture = new LaneFixture(1 << 16, Map.of())) {
            var events = 50_000;
            var writer = new Thread(() -> {
                for (var written = 0; written < events; written += 100) {
                    fixture.append(100);
                    Thread.onSpinWait();
                }
            });
            var all = new ArrayList<MonitorEvent>();
            var listener = new RecordingListener();
            var instance = fixture.add("a", "0", listener);
            writer.start();
            var swaps = 0;
            while (all.size() + listener.count() < events) {
                fixture.lane.remove(instance);
                all.addAll(listener.events());
                listener = new RecordingListener();
                instance = fixture.add("a", "" + ++swaps, listener);
            }
            writer.join();
            fixture.lane.remove(instance);
            all.addAll(listener.events());
            assertTrue(swaps > 10, "only " + swaps + " swaps");
            for (var index = 0; index < events; index++) {
                assertEquals(index + 1L, all.get(index).sequence());
            }
            assertEquals(events, all.size());
            assertEquals(events, fixture.settled("a").books().delivered());
        }
    }

    @Test
    void typesAndFilterAreAppliedBeforeAndLossesAlwaysPass() {
        try (var fixture = new LaneFixture()) {
            var listener = new RecordingListener();
            fixture.add(
                    Map.of("prmonitor.listener.id", "a", "prmonitor.listener.types", new String[] {"EXITED"},
                            "prmonitor.listener.filter", "(|(sequence=3)(sequence=7))"),
                    "1.0.0",
                    listener);
            var other = new RecordingListener();
            fixture.add(Map.of("prmonitor.listener.id", "b", "prmonitor.listener.types", "started"), "1.0.0", other);
            fixture.append(4).lose(2).append(4);
            assertEquals(List.of("3", "5..6", "7"), listener.await(3).texts());
            assertEquals(List.of("5..6"), other.await(1).texts());
            assertEquals(6, fixture.settled("a").books().filtered());
            assertEquals(2, fixture.settled("a").books().delivered());
            assertEquals(8, fixture.settled("b").books().filtered());
        }
    }

    @Test
    void aPlaceIsGivenUpWhenItsTimeIsOver() {
        try (var fixture = new LaneFixture()) {
            var listener = new RecordingListener();
            var instance = fixture.add("a", "1.0.0", listener);
            fixture.append(1);
            listener.await(1);
            fixture.lane.remove(instance);
            fixture.append(2);
            fixture.pass(Duration.ofMinutes(9));
            assertEquals(ListenerState.DETACHED, fixture.status("a").state());
            fixture.pass(Duration.ofMinutes(1));
            assertEquals(List.of(), fixture.lane.statuses());
            assertEquals(
                    "listener a: nobody came for 10 minutes; its place after event 1 is given up, 2 waiting", fixture.log.infos().get(1));
            var next = new RecordingListener();
            fixture.add("a", "1.0.1", next);
            fixture.append(1);
            assertEquals(List.of("4"), next.await(1).texts());
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedOnceByName() {
        try (var fixture = new LaneFixture()) {
            var listener = new RecordingListener();
            var instance = fixture.add(Map.of("prmonitor.listener.id", "a", "prmonitor.listener.types", "exits"), "1.0.0", listener);
            assertEquals(ListenerState.REFUSED, fixture.status("a").state());
            assertEquals(
                    List.of("listener a: bundle org.example 1.0.0 is refused: prmonitor.listener.types: 'exits' is no event type; there are "
                            + "started,forked,exited,images,registry"),
                    fixture.log.warnings());
            fixture.lane.modify(instance, LaneFixture.properties(Map.of("prmonitor.listener.id", "a"), 1));
            fixture.append(1);
            listener.await(1);
            assertEquals(ListenerState.RUNNING, fixture.status("a").state());
            assertFalse(fixture.lane.statuses().size() > 1);
        }
    }
}
