package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.Resume;

/** Several services with one id, and several ids. */
@Timeout(60)
class SharedIdTest {

    private final LaneFixture fixture = new LaneFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theLatestOfEqualsIsServedAndTheOtherTakesOverWhenItGoes() {
        var first = new RecordingListener();
        var second = new RecordingListener();
        fixture.add("a", "1.0.0", first);
        fixture.append(2);
        first.await(2);
        var later = fixture.add("a", "1.0.1", second);
        fixture.append(2);
        second.await(2);
        assertEquals(List.of("org.example 1.0.1 RUNNING", "org.example 1.0.0 STANDBY"), states());
        fixture.lane.remove(later);
        fixture.append(2);
        first.await(4);
        assertEquals(List.of("1", "2", "5", "6"), first.texts());
        assertEquals(List.of("3", "4"), second.texts());
        assertEquals(List.of("org.example 1.0.0 RUNNING"), states());
        assertEquals(
                List.of(
                        "listener a: bundle org.example 1.0.0 begins (resume = NOW)",
                        "listener a: bundle org.example 1.0.1 took over from org.example 1.0.0 after event 2, 0 waiting; org.example 1.0.0 waits",
                        "listener a: bundle org.example 1.0.0 took over from org.example 1.0.1 after event 4, 0 waiting"),
                fixture.log.infos());
        assertEquals(6, fixture.settled("a").books().delivered());
    }

    @Test
    void theHigherRankingIsServedWheneverItCame() {
        var high = new RecordingListener();
        var low = new RecordingListener();
        var instance = fixture.add(Map.of("prmonitor.listener.id", "a", "service.ranking", 5), "1.0.0", high);
        fixture.add("a", "1.0.1", low);
        fixture.append(1);
        high.await(1);
        assertEquals(List.of("org.example 1.0.0 RUNNING", "org.example 1.0.1 STANDBY"), states());
        assertEquals("listener a: bundle org.example 1.0.1 waits, org.example 1.0.0 is served", fixture.log.infos().get(1));
        fixture.lane.modify(instance, LaneFixture.properties(Map.of("prmonitor.listener.id", "a", "service.ranking", -1), 1));
        fixture.append(1);
        low.await(1);
        assertEquals(List.of("1"), high.texts());
        assertEquals(List.of("2"), low.texts());
    }

    @Test
    void anotherIdIsAnotherPlace() {
        var listener = new RecordingListener();
        var instance = fixture.add("a", "1.0.0", listener);
        fixture.append(1);
        listener.await(1);
        instance = fixture.lane.modify(instance, LaneFixture.properties(Map.of("prmonitor.listener.id", "b"), 1));
        fixture.append(1);
        listener.await(2);
        assertEquals(ListenerState.DETACHED, fixture.status("a").state());
        assertEquals(1, fixture.status("a").books().inFlight());
        assertEquals(1, fixture.settled("b").books().delivered());
        fixture.lane.modify(instance, LaneFixture.properties(Map.of("prmonitor.listener.id", "a"), 1));
        assertEquals(List.of("1", "2", "2"), listener.await(3).texts());
    }

    @Test
    void changedPropertiesHoldFromTheNextBatchOn() {
        var listener = new RecordingListener();
        var instance = fixture.add("a", "1.0.0", listener);
        fixture.append(1);
        listener.await(1);
        fixture.lane.modify(
                instance, LaneFixture.properties(Map.of("prmonitor.listener.id", "a", "prmonitor.listener.filter", "(sequence=3)"), 1));
        fixture.append(3);
        assertEquals(List.of("1", "3"), listener.await(2).texts());
        assertEquals(2, fixture.settled("a").books().filtered());
        assertEquals(1, fixture.log.infos().size(), "nobody was swapped");
    }

    @Test
    void soManyPlacesAreKeptAndThenTheOldestGoes() {
        for (var index = 0; index <= ListenerLane.MAX_KEPT; index++) {
            fixture.lane.remove(fixture.add("id-" + index, "1.0.0", new RecordingListener()));
            fixture.pass(Duration.ofSeconds(1));
        }
        assertEquals(ListenerLane.MAX_KEPT, fixture.lane.statuses().size());
        assertTrue(fixture.lane.statuses().stream().noneMatch(status -> status.id().equals("id-0")));
        var infos = fixture.log.infos();
        assertEquals(
                "listener id-0: 256 later places are kept; its place after event 0 is given up, 0 waiting", infos.get(infos.size() - 1));
    }

    @Test
    void aPlaceOfNoTimeIsNotKept() {
        fixture.lane.configure(LaneFixture.settings(Map.of("cursorMinutes", 0)));
        fixture.lane.remove(fixture.add("a", "1.0.0", new RecordingListener()));
        assertEquals(List.of(), fixture.lane.statuses());
    }

    @Test
    void aCursorThatCannotBeHadIsSaidAndTriedAgainWithOtherProperties() {
        var properties = Map.of("prmonitor.listener.id", "a", "prmonitor.listener.resume", "DURABLE");
        try (var broken = new LaneFixture((id, resume) -> {
            throw new IOException("no disk");
        })) {
            var instance = broken.add(properties, "1.0.0", new RecordingListener());
            assertEquals(ListenerState.REFUSED, broken.status("a").state());
            assertEquals("no disk", broken.status("a").remark());
            assertEquals(List.of("listener a: bundle org.example 1.0.0 cannot be served: no disk"), broken.log.warnings());
            broken.lane.modify(instance, LaneFixture.properties(properties, 1));
            assertEquals(2, broken.log.warnings().size());
            broken.lane.remove(instance);
            assertEquals(List.of(), broken.lane.statuses());
        }
    }

    @Test
    void aKnownIdGoesOnWhereItIsWhateverItAsksForAndThatIsSaid() {
        fixture.lane.remove(fixture.add("a", "1.0.0", new RecordingListener()));
        fixture.append(1);
        var listener = new RecordingListener();
        fixture.add(Map.of("prmonitor.listener.id", "a", "prmonitor.listener.resume", "DURABLE"), "1.0.1", listener);
        assertEquals(List.of("1"), listener.await(1).texts());
        assertEquals(Resume.NOW, fixture.status("a").resume());
        assertEquals(
                List.of("listener a: bundle org.example 1.0.1 asks for resume = DURABLE, but goes on where its id left off, in a place that "
                        + "is kept as for NOW; what it asks for holds once that place is given up"),
                fixture.log.warnings());
    }

    @Test
    void whatTheSourceDoesNotPublishIsSaidOnceAndForgottenWhenItDoes() {
        var listener = new RecordingListener();
        var instance = fixture.add(Map.of("prmonitor.listener.id", "a", "prmonitor.listener.types", "forked,exited"), "1.0.0", listener);
        var remark = "the source does not publish forked (types = started,exited)";
        assertEquals(remark, fixture.status("a").remark());
        fixture.lane.configure(LaneFixture.settings(Map.of("snapshot", true)));
        assertEquals(List.of("listener a: bundle org.example 1.0.0: " + remark), fixture.log.warnings());
        fixture.lane.configure(LaneFixture.settings(Map.of("types", "forked,exited")));
        assertEquals(null, fixture.status("a").remark());
        assertEquals(1, fixture.log.warnings().size());
        fixture.append(1);
        listener.await(1);
        fixture.lane.remove(instance);
    }

    @Test
    void oneThatIsReplacedWhileItBlocksGivesItsPlaceUp() throws Exception {
        var blocker = new Blocker();
        fixture.add("a", "1.0.0", new RecordingListener(event -> blocker.block()));
        fixture.append(3);
        blocker.awaitEntered();
        var next = new RecordingListener();
        var registered = CompletableFuture.runAsync(() -> fixture.add("a", "1.0.1", next));
        next.await(2);
        registered.get(30, TimeUnit.SECONDS);
        assertEquals(List.of("2", "3"), next.texts());
        assertEquals(3, fixture.settled("a").books().delivered());
        blocker.release();
    }

    @Test
    void oneThatGoesWhileAnotherIsPutInItsPlaceIsNotCalledAnyMoreEither() throws Exception {
        var blocker = new Blocker();
        var inCall = new AtomicBoolean();
        var instance = fixture.add("a", "1.0.0", new RecordingListener(event -> {
            inCall.set(true);
            blocker.block();
            inCall.set(false);
        }));
        fixture.append(1);
        blocker.awaitEntered();
        var registering = new Thread(() -> fixture.add("a", "1.0.1", new RecordingListener()));
        registering.start();
        RecordingListener.awaitTrue(() -> registering.getState() == Thread.State.TIMED_WAITING);
        var stillInCall = CompletableFuture.supplyAsync(() -> {
            fixture.lane.remove(instance);
            return inCall.get();
        });
        assertThrows(TimeoutException.class, () -> stillInCall.get(200, TimeUnit.MILLISECONDS));
        blocker.release();
        assertFalse(stillInCall.get(30, TimeUnit.SECONDS));
        registering.join();
        assertEquals(List.of("org.example 1.0.1 RUNNING"), states());
    }

    private List<String> states() {
        return fixture.lane.statuses().stream().map(SharedIdTest::state).toList();
    }

    private static String state(ListenerStatus status) {
        return status.bundle() + " " + status.state();
    }
}
