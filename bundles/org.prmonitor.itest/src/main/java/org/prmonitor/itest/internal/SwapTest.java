package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.event.EventType;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.SteadyRate;

/** Consumers come, go and misbehave at 20,000 events a second; nobody loses, doubles or reorders one. */
@Timeout(300)
class SwapTest {

    private static final long RATE = 20_000;

    /** How long events may go by between two steps at most. */
    private static final int MAX_PAUSE_MICROS = 40_000;

    /** Room for half a minute: a machine that stands still for some seconds is no fault of who is tested. */
    private static final int RING_BYTES = 64 << 20;
    private static final int JOURNAL_EVENTS = 1 << 19;

    private static final int SWAPS = Integer.getInteger("prmonitor.itest.swaps", 100);

    @InjectBundleContext
    BundleContext context;

    private final Random random = new Random(SWAPS);
    private final SteadyRate raised = new SteadyRate(RATE);
    private ContainerSource scripted;
    private WatchedConsumers consumers;

    @BeforeEach
    void open() throws Exception {
        scripted = new ContainerSource(context, Map.of("ringBytes", RING_BYTES, "journalEvents", JOURNAL_EVENTS));
        consumers = new WatchedConsumers(context, scripted);
    }

    @AfterEach
    void close() throws Exception {
        consumers.close();
        scripted.close();
    }

    private void beginEvents() {
        var first = ScriptedEvents.newFeed();
        scripted.channel.feed(new ScriptedFeed(
                EventType.EXITED, raised, (number, header) -> ScriptedEvents.exited(first + number, 0, null).factory().apply(header)));
    }

    /** No more events, and those that there are have come to these consumers, each once and in order. */
    private void assertEveryEventOnce(String... names) throws Exception {
        var count = raised.stop();
        consumers.awaitDelivered(names);
        scripted.channel.endFeed();
        var last = scripted.source().status().lastSequence();
        assertTrue(count > 0 && last >= count, () -> count + " raised, " + last + " in the journal");
        assertEquals(0, scripted.source().status().hop("kernel").lost(), "the scripted kernel's ring overflowed");
        for (var name : names) {
            var findings = consumers.findings(name, last);
            assertTrue(findings.isClean(), () -> name + ": " + findings);
            assertEquals(count, findings.received(), name);
        }
    }

    private void pause() {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_PAUSE_MICROS)));
    }

    @Test
    void aSwapCostsNobodyAnEvent() throws Exception {
        var swapped = consumers.start("swapped");
        List.of("one", "two", "three").forEach(consumers::start);
        consumers.awaitRunning();
        beginEvents();
        consumers.awaitFirstEvent("swapped");
        for (var swap = 0; swap < SWAPS; swap++) {
            pause();
            swapped.swap();
            // Not every time: a version may also go before it has had an event.
            if (swap % 4 != 3) {
                consumers.awaitFirstEvent("swapped");
            }
        }
        consumers.awaitFirstEvent("swapped");
        assertEveryEventOnce("swapped", "one", "two", "three");
    }

    @Test
    void aBundleMayBeStoppedAtAnyMoment() throws Exception {
        var stopped = consumers.start("stopped").bundle();
        consumers.start("one");
        consumers.awaitRunning();
        beginEvents();
        for (var stop = 0; stop < SWAPS / 4; stop++) {
            pause();
            stopped.stop();
            var received = consumers.received("stopped");
            pause();
            assertEquals(received, consumers.received("stopped"), "called after its bundle was stopped");
            stopped.start();
        }
        assertEveryEventOnce("stopped", "one");
    }

    @Test
    void neighboursThatAreSlowThrowOrBlockHarmThemselvesAlone() throws Exception {
        var letGo = new CountDownLatch(1);
        try {
            consumers.start("slow", sink -> number -> {
                sink.accept(number);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            });
            consumers.start("throwing", sink -> number -> {
                sink.accept(number);
                throw new IllegalStateException("as it always does");
            });
            // It does not answer to an interrupt either.
            var blocked = consumers.start("blocked", sink -> number -> {
                sink.accept(number);
                WatchedConsumers.awaitUninterruptibly(letGo);
            });
            var swapped = consumers.start("swapped");
            consumers.start("one");
            consumers.awaitRunning();
            beginEvents();
            consumers.awaitFirstEvent("blocked");
            for (var swap = 0; swap < SWAPS / 4; swap++) {
                pause();
                swapped.swap();
                consumers.awaitFirstEvent("swapped");
            }
            blocked.bundle().stop();
            assertEquals(Bundle.RESOLVED, blocked.bundle().getState(), "a bundle whose listener does not return can be stopped");
            assertEquals(ListenerState.DETACHED, consumers.status("blocked").state());
            consumers.awaitFirstEvent("throwing");
            assertTrue(consumers.status("throwing").errors() > 0, "errors are counted");
            assertEveryEventOnce("swapped", "one");
            assertBooksClose();
        } finally {
            letGo.countDown();
        }
        consumers.awaitNoThreadOf("blocked");
        assertEquals(1, consumers.received("blocked"), "the call that was left behind takes nothing more");
    }

    /** Of those at rest to the event, and as they counted themselves; the others are still at work. */
    private void assertBooksClose() throws InterruptedException {
        for (var name : List.of("swapped", "one")) {
            var books = consumers.status(name).books();
            assertEquals(books.seen(), books.delivered() + books.filtered() + books.lost(), () -> name + ": " + books);
            assertEquals(consumers.received(name), books.delivered(), name);
        }
        assertEquals(consumers.received("blocked"), consumers.status("blocked").books().delivered(), "blocked");
        for (var name : List.of("slow", "throwing", "blocked")) {
            var books = consumers.status(name).books();
            assertTrue(books.delivered() + books.filtered() + books.lost() <= books.seen(), () -> name + ": " + books);
        }
    }

    @Test
    void theSourceMayGoAndComeBack() throws Exception {
        consumers.start("one");
        consumers.awaitRunning();
        beginEvents();
        consumers.awaitFirstEvent("one");
        assertEveryEventOnce("one");
        var journal = scripted.source().status().journalId();
        var source = consumers.bundleOf("org.prmonitor.source");
        source.stop();
        assertEquals(0, scripted.channel.openChannels().size());
        // Its numbers begin anew, and so does what is expected of them. Declarative Services makes a new instance of a component
        // whose service nobody used meanwhile.
        consumers.watchAnew("one");
        source.start();
        scripted.awaitRunning();
        assertFalse(journal.equals(scripted.source().status().journalId()), "another journal has another id");
        consumers.awaitRunning();
        var process = ScriptedEvents.newGeneration();
        for (var number = 0; number < 1_000; number++) {
            scripted.channel.emit(ScriptedEvents.exited(process + number, 0, null));
        }
        consumers.awaitDelivered("one");
        var findings = consumers.findings("one", scripted.source().status().lastSequence());
        assertTrue(findings.isClean(), findings::toString);
        assertEquals(1_000, findings.received());
    }
}
