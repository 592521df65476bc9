package org.prmonitor.itest.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.itest.testkit.blocking.BlockingCounter;
import org.prmonitor.itest.testkit.careful.CarefulCounter;
import org.prmonitor.itest.testkit.forgetful.ForgetfulCounter;
import org.prmonitor.itest.testkit.losing.LosingCounter;
import org.prmonitor.testkit.ConsumerTrials;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;
import org.prmonitor.testkit.TrialVerdict;
import org.prmonitor.testkit.TrialVerdict.Fault;
import org.prmonitor.testkit.TriedConsumer;
import org.prmonitor.testkit.TriedConsumer.Account;

/** Consumers that are wrong are found, each for what is wrong with it and for nothing else; and those that are right pass. */
@PrMonitorTest
class ConsumerTrialsTest {

    /** Of those that never come back. */
    private static final Duration CALL_LIMIT = Duration.ofMillis(500);

    private static Account account(long... counts) {
        return new Account(counts[0], counts[1]);
    }

    private static Account account(Supplier<?> counter) {
        return account((long[]) counter.get());
    }

    /** A bundle of the one package that a class is in, as bnd makes it for the build. */
    private static Bundle install(ScriptedSource scripted, Class<?> component) throws Exception {
        try (var builder = new Builder()) {
            builder.addClasspath(Path.of(component.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile());
            builder.setProperty("Bundle-SymbolicName", component.getPackageName());
            builder.setProperty("Private-Package", component.getPackageName());
            builder.setProperty("Import-Package", "org.jspecify.annotations;resolution:=optional,*");
            builder.setProperty("-noimportjava", "true");
            var jar = builder.build();
            assertEquals(List.of(), builder.getErrors());
            var bytes = new ByteArrayOutputStream();
            jar.write(bytes);
            return scripted.context().installBundle(component.getPackageName(), new ByteArrayInputStream(bytes.toByteArray()));
        }
    }

    private static TrialVerdict triedInABundle(ScriptedSource scripted, Class<?> component) throws Exception {
        return triedInABundle(scripted, ConsumerTrials.on(scripted), component);
    }

    private static TrialVerdict triedInABundle(ScriptedSource scripted, ConsumerTrials trials, Class<?> component) throws Exception {
        var bundle = install(scripted, component);
        try {
            return trials.all(TriedConsumer.bundle(scripted, bundle, Supplier.class, ConsumerTrialsTest::account));
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    void aComponentThatIsRightPasses(ScriptedSource scripted) throws Exception {
        triedInABundle(scripted, CarefulCounter.class).assertClean();
    }

    @Test
    void aComponentThatForgetsLossesIsFound(ScriptedSource scripted) throws Exception {
        var verdict = triedInABundle(scripted, ForgetfulCounter.class);
        assertEquals(List.of(Fault.FORGETS_LOSSES), verdict.faults(), verdict::toString);
        assertEquals("FORGETS_LOSSES: it was told of 12 lost events in 3 EventsLost, and accounts for 0", verdict.toString());
    }

    @Test
    void aComponentThatLosesOnSwapIsFound(ScriptedSource scripted) throws Exception {
        var verdict = triedInABundle(scripted, LosingCounter.class);
        assertEquals(List.of(Fault.LOSES_ON_SWAP), verdict.faults(), verdict::toString);
        assertTrue(
                verdict.toString().startsWith("LOSES_ON_SWAP: 165 events in 20 swaps, 60 of them while none was there; accounted for are "),
                verdict::toString);
    }

    @Test
    void aComponentThatBlocksIsFoundWithTheCallThatBlocks(ScriptedSource scripted) throws Exception {
        var verdict = triedInABundle(
                scripted, ConsumerTrials.on(scripted).limitingCallsTo(CALL_LIMIT), BlockingCounter.class);
        assertEquals(List.of(Fault.BLOCKS), verdict.faults(), verdict::toString);
        var text = verdict.toString();
        assertTrue(text.contains("listener blocking of bundle org.prmonitor.itest.testkit.blocking 0.0.0 has not come back from a call"), text);
        assertTrue(text.contains("org.prmonitor.itest.testkit.blocking.BlockingCounter.onEvent(BlockingCounter.java:"), text);
        assertTrue(text.contains("and it could be stopped, within "), text);
    }

    @Test
    void aListenerThatIsRightPasses(ScriptedSource scripted) throws Exception {
        ConsumerTrials.on(scripted)
                .all(TriedConsumer.listener(scripted, "right", CarefulCounter::new, ConsumerTrialsTest::account))
                .assertClean();
    }

    @Test
    void aListenerThatForgetsLossesIsFound(ScriptedSource scripted) throws Exception {
        var verdict = ConsumerTrials.on(scripted)
                .all(TriedConsumer.listener(scripted, "wrong", ForgetfulCounter::new, ConsumerTrialsTest::account));
        assertEquals(List.of(Fault.FORGETS_LOSSES), verdict.faults(), verdict::toString);
        assertThrows(AssertionError.class, verdict::assertClean);
    }

    @Test
    void aHandlerLosesOnSwapWhichNoHandlerCanHelp(ScriptedSource scripted) throws Exception {
        var verdict = ConsumerTrials.on(scripted)
                .all(TriedConsumer.handler(scripted, EventTopics.ALL, HandlerCounter::new, HandlerCounter::account));
        assertEquals(List.of(Fault.LOSES_ON_SWAP), verdict.faults(), verdict::toString);
    }

    /** Right, as far as a handler can be. */
    private static final class HandlerCounter implements EventHandler {

        private final AtomicLong seen = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();

        @Override
        public void handleEvent(Event event) {
            if (event.getProperty("event") instanceof EventsLost loss) {
                lost.addAndGet(loss.to() - loss.from() + 1);
            } else {
                seen.incrementAndGet();
            }
        }

        Account account() {
            return new Account(seen.get(), lost.get());
        }
    }

    @Test
    void aHandlerThatBlocksIsFoundWithTheCallThatBlocks(ScriptedSource scripted) throws Exception {
        var letGo = new CountDownLatch(1);
        try {
            var verdict = ConsumerTrials.on(scripted)
                    .limitingCallsTo(CALL_LIMIT)
                    .calls(TriedConsumer.handler(
                            scripted, EventTopics.ALL, () -> event -> awaitUninterruptibly(letGo), handler -> new Account(0, 0)));
            assertEquals(List.of(Fault.BLOCKS), verdict.faults(), verdict::toString);
            assertTrue(verdict.toString().contains("ConsumerTrialsTest.awaitUninterruptibly(ConsumerTrialsTest.java:"), verdict::toString);
        } finally {
            letGo.countDown();
        }
    }

    @Test
    void aListenerThatDoesNotAnswerToAnInterruptIsLeftBehind(ScriptedSource scripted) throws Exception {
        var letGo = new CountDownLatch(1);
        try {
            var verdict = ConsumerTrials.on(scripted)
                    .limitingCallsTo(CALL_LIMIT)
                    .calls(TriedConsumer.listener(
                            scripted, "stubborn", () -> event -> awaitUninterruptibly(letGo), listener -> new Account(0, 0)));
            assertEquals(List.of(Fault.BLOCKS), verdict.faults(), verdict::toString);
            assertTrue(verdict.toString().contains("it could be stopped, within "), verdict::toString);
        } finally {
            letGo.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        var interrupted = false;
        for (var done = false; !done; ) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatThrowsIsFound(ScriptedSource scripted) throws Exception {
        var verdict = ConsumerTrials.on(scripted).calls(TriedConsumer.listener(
                scripted, "throwing", () -> event -> { throw new IllegalStateException("as it always does"); }, listener -> new Account(15, 0)));
        assertEquals(List.of(Fault.THROWS), verdict.faults(), verdict::toString);
        assertTrue(verdict.toString().contains("as it always does"), verdict::toString);
    }

    @Test
    void oneThatCountsTwiceOnSwapIsFound(ScriptedSource scripted) throws Exception {
        var all = new AtomicLong();
        var verdict = ConsumerTrials.on(scripted).swapping(4).swaps(TriedConsumer.listener(
                scripted, "doubling", () -> event -> all.incrementAndGet(), listener -> new Account(all.get(), 0)));
        assertEquals(List.of(Fault.DOUBLES_ON_SWAP), verdict.faults(), verdict::toString);
    }

    @Test
    void whatCannotBeStoppedIsFound(ScriptedSource scripted) throws Exception {
        var letGo = new CountDownLatch(1);
        try {
            TriedConsumer consumer = () -> new TriedConsumer.Instance() {
                @Override
                public Account account() {
                    return new Account(15, 0);
                }

                @Override
                public void stop() {
                    awaitUninterruptibly(letGo);
                }
            };
            var verdict = ConsumerTrials.on(scripted).limitingCallsTo(CALL_LIMIT).calls(consumer);
            assertEquals(List.of(Fault.CANNOT_BE_STOPPED), verdict.faults(), verdict::toString);
            assertTrue(verdict.toString().contains("awaitUninterruptibly"), verdict::toString);
        } finally {
            letGo.countDown();
        }
    }

    @Test
    void otherEventsMayBeEmitted(ScriptedSource scripted) throws Exception {
        ConsumerTrials.on(scripted)
                .emitting(number -> ScriptedProcess.of(number).running("/bin/sh").started())
                .all(TriedConsumer.listener(scripted, "starts", CarefulCounter::new, ConsumerTrialsTest::account))
                .assertClean();
    }
}
