package org.prmonitor.rcp.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.testkit.ScriptedProcess;

/** Frames at the times at which they are due, by a clock that the test moves. */
final class FrameProducerTest {

    private final ManualClock clock = new ManualClock();
    private final ModelScript script = new ModelScript(clock);
    private final List<ViewFrame> frames = new ArrayList<>();
    private final List<Runnable> taken = new ArrayList<>();

    /** Whether the sink takes a frame before it returns. */
    private boolean takesAtOnce = true;

    private final FrameProducer producer = new FrameProducer(script.model(), this::accept, clock);

    private final ScriptedProcess shell = ScriptedProcess.of(10).running("/bin/sh", "sh");
    private final ScriptedProcess child = ScriptedProcess.of(11).running("/bin/true", "true").childOf(shell);

    private void accept(ViewFrame frame, Runnable whenTaken) {
        frames.add(frame);
        taken.add(whenTaken);
        if (takesAtOnce) {
            whenTaken.run();
        }
    }

    /** Does what is due, and tells in how many milliseconds more is. */
    private long settle() {
        while (true) {
            var wait = producer.step();
            if (wait != 0) {
                return wait == Long.MAX_VALUE ? Long.MAX_VALUE : wait / 1_000_000;
            }
        }
    }

    private ViewFrame last() {
        return frames.get(frames.size() - 1);
    }

    private List<String> names() {
        return last().rows().stream().map(row -> row.process().name()).toList();
    }

    @Test
    void aFirstFrameComesAtOnceAndNoneAfterItWhileNothingChanges() {
        assertEquals(Long.MAX_VALUE, settle());
        assertEquals(1, frames.size());
        assertEquals(List.of(), last().rows());
        clock.advance(Duration.ofDays(1));
        assertEquals(Long.MAX_VALUE, settle());
        assertEquals(1, frames.size());
    }

    @Test
    void aChangeIsShownNotSoonerThanAnIntervalAfterTheLastFrame() {
        settle();
        clock.advanceMillis(20);
        script.accept(shell.started());
        assertEquals(30, settle());
        assertEquals(1, frames.size());
        script.accept(child.started());
        clock.advanceMillis(30);
        settle();
        assertEquals(2, frames.size());
        assertEquals(List.of("sh", "true"), names());
    }

    @Test
    void noFrameIsMadeBeforeTheLastOneWasTaken() {
        takesAtOnce = false;
        settle();
        script.accept(shell.started());
        clock.advance(Duration.ofSeconds(10));
        assertEquals(Long.MAX_VALUE, settle());
        assertEquals(1, frames.size());
        taken.get(0).run();
        settle();
        assertEquals(2, frames.size());
        script.accept(child.started());
        clock.advance(Duration.ofSeconds(10));
        taken.get(0).run();
        settle();
        assertEquals(2, frames.size(), "the first frame, taken once more, says nothing about the second");
    }

    @Test
    void aSinkThatThrowsIsGivenTheNextFrame() {
        var failing = new FrameProducer(
                script.model(),
                (frame, whenTaken) -> {
                    frames.add(frame);
                    throw new IllegalStateException("disposed");
                },
                clock);
        var failures = new ArrayList<Throwable>();
        var thread = Thread.currentThread();
        var before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((who, failure) -> failures.add(failure));
        try {
            assertEquals(0, failing.step());
            script.accept(shell.started());
            clock.advanceMillis(50);
            assertEquals(0, failing.step());
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
        assertEquals(2, frames.size());
        assertEquals(2, failures.size());
    }

    @Test
    void whatIsNewFadesAfterThreeSecondsAndLifeTimesTickOnceASecond() {
        settle();
        clock.advanceMillis(100);
        script.accept(shell.started());
        settle();
        assertEquals(2, frames.size());
        assertEquals(Freshness.NEW, last().rows().get(0).freshness());
        var fresh = last().rows();
        for (var second = 1; second <= 2; second++) {
            assertEquals(1000, settle());
            clock.advanceMillis(1000);
            settle();
            assertEquals(2 + second, frames.size());
            assertSame(fresh, last().rows(), "only the time is another");
            assertEquals(Duration.ofSeconds(second), last().lifetime(last().rows().get(0)));
        }
        clock.advanceMillis(1000);
        settle();
        assertEquals(Freshness.NONE, last().rows().get(0).freshness());
    }

    @Test
    void whatHasEndedIsShownGoneForThreeSecondsAndThenNothingTicks() {
        script.accept(shell.started(), shell.exited(3));
        settle();
        assertEquals(Freshness.GONE, last().rows().get(0).freshness());
        assertEquals("exit 3", last().rows().get(0).process().exit());
        assertEquals(3000, settle());
        clock.advanceMillis(3000);
        assertEquals(Long.MAX_VALUE, settle());
        assertEquals(Freshness.NONE, last().rows().get(0).freshness());
        assertEquals(2, frames.size());
    }

    @Test
    void aPauseHoldsTheRowsStillButNotTheSelectionAndTheLosses() {
        script.accept(shell.started());
        settle();
        producer.pause(true);
        clock.advanceMillis(50);
        settle();
        var before = frames.size();
        script.accept(child.started(), shell.exited(0));
        clock.advance(Duration.ofSeconds(10));
        assertEquals(Long.MAX_VALUE, settle());
        assertEquals(before, frames.size());

        script.acceptLoss(7);
        clock.advanceMillis(50);
        settle();
        assertEquals(before + 1, frames.size());
        assertEquals(List.of("sh"), names());
        assertEquals(7, last().status().unacknowledged());

        producer.select(ViewSelection.ALL.withKinds(Set.of(RowKind.ENDED)));
        clock.advanceMillis(50);
        settle();
        assertEquals(List.of(), names());
        assertEquals(1, last().counts().hidden());

        producer.select(ViewSelection.ALL);
        producer.pause(false);
        clock.advanceMillis(50);
        settle();
        assertEquals(List.of("sh", "true", "LOST"), names());
        assertEquals(1, last().counts().ended());
    }

    @Test
    void anAcknowledgementTakesBackWhatWasShownAndNoMore() {
        script.acceptLoss(5);
        settle();
        assertTrue(last().status().isAlarm());
        script.acceptLoss(2);
        producer.acknowledgeLosses();
        clock.advanceMillis(50);
        settle();
        assertEquals(7, last().status().lost());
        assertEquals(2, last().status().unacknowledged());
        producer.acknowledgeLosses();
        clock.advanceMillis(50);
        settle();
        assertFalse(last().status().isAlarm());
        assertEquals(7, last().status().lost());
    }

    @Test
    void aLossThatNobodyCountedIsOneAtLeast() {
        script.model().accept(List.of(
                new EventsLost(new EventHeader(1, clock.instant(), "test"), null, 1, 1, LossPlace.KERNEL)));
        settle();
        assertEquals(1, last().status().lost());
        assertTrue(last().status().uncounted());
    }

    @Test
    void aDemandedFrameComesThoughNothingHasChanged() {
        settle();
        producer.requestFrame();
        clock.advanceMillis(50);
        settle();
        assertEquals(2, frames.size());
        assertSame(frames.get(0).rows(), frames.get(1).rows());
    }

    @Test
    void anIntervalIsNeverShorterThanFiftyMilliseconds() {
        producer.setInterval(Duration.ZERO);
        settle();
        producer.requestFrame();
        assertEquals(50, settle());
        producer.setInterval(Duration.ofMillis(400));
        assertEquals(400, settle());
    }

    @Test
    void aClosedOneMakesNone() {
        producer.close();
        producer.requestFrame();
        assertTrue(producer.step() < 0);
        assertEquals(List.of(), frames);
    }
}
