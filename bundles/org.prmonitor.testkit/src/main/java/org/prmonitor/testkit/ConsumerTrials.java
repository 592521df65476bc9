package org.prmonitor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.prmonitor.testkit.TriedConsumer.Account;
import org.prmonitor.testkit.TriedConsumer.Instance;
import org.prmonitor.testkit.TrialVerdict.Fault;
import org.prmonitor.testkit.TrialVerdict.Finding;

/**
 * Puts a consumer to the tests that every consumer meets in production sooner or later: it is swapped while events flow, it is told of losses,
 * and its calls are watched. It has to say what it has accounted for, nothing more:
 *
 * <pre>{@code
 * @Test
 * void theCounterStandsTheTrials(ScriptedSource scripted) throws Exception {
 *     ConsumerTrials.on(scripted)
 *             .emitting(number -> ScriptedProcess.of(number).exited(1))
 *             .all(TriedConsumer.listener(
 *                     scripted, "failures", FailureCounter::new, counter -> new Account(counter.failures(), counter.missing())))
 *             .assertClean();
 * }
 * }</pre>
 *
 * <p>A consumer that is a component of the project's bundle is tried by {@link TriedConsumer#bundle}. The test's thread.
 */
public final class ConsumerTrials {

    /** Below the ids that tests like to give by hand there may be others' events; no trial uses an id twice. */
    private static final long FIRST_PROCESS = 1_000_000;

    private static final int BETWEEN_SWAPS = 5;
    private static final int WHILE_AWAY = 3;
    private static final int LOSSES = 3;
    private static final int LOST_AT_ONCE = 4;

    private final ScriptedSource scripted;
    private final LongFunction<ScriptedEvent> events;
    private final Duration callLimit;
    private final int swaps;

    private ConsumerTrials(ScriptedSource scripted, LongFunction<ScriptedEvent> events, Duration callLimit, int swaps) {
        this.scripted = scripted;
        this.events = events;
        this.callLimit = callLimit;
        this.swaps = swaps;
    }

    /**
     * On a source that nobody else emits on meanwhile. Emits exits of processes that fail; a call may last for 5 s, as long
     * as the source itself waits before it says that one looks stuck; 20 swaps.
     *
     * @param scripted the source
     * @return a new one
     */
    public static ConsumerTrials on(ScriptedSource scripted) {
        return new ConsumerTrials(scripted, number -> ScriptedProcess.of(number).exited(1), Duration.ofSeconds(5), 20);
    }

    /**
     * With other events: one for each number, none of which comes twice. The consumer has to account for every one.
     *
     * @param newEvents makes the event of a number, from 1
     * @return a new one
     */
    public ConsumerTrials emitting(LongFunction<ScriptedEvent> newEvents) {
        return new ConsumerTrials(scripted, newEvents, callLimit, swaps);
    }

    /**
     * With another limit of how long a call may last.
     *
     * @param newLimit how long at most
     * @return a new one
     */
    public ConsumerTrials limitingCallsTo(Duration newLimit) {
        return new ConsumerTrials(scripted, events, newLimit, swaps);
    }

    /**
     * With so many swaps.
     *
     * @param newSwaps 1 or more
     * @return a new one
     */
    public ConsumerTrials swapping(int newSwaps) {
        return new ConsumerTrials(scripted, events, callLimit, newSwaps);
    }

    /**
     * All of them: calls, losses, swaps; those after a call that blocks are left out.
     *
     * @param consumer what is tried
     * @return what was found
     * @throws Exception what the consumer throws
     */
    public TrialVerdict all(TriedConsumer consumer) throws Exception {
        var verdict = losses(consumer);
        return verdict.faults().contains(Fault.BLOCKS) ? verdict : verdict.and(swaps(consumer));
    }

    /**
     * Its calls come back and throw nothing, and every event is accounted for.
     *
     * @param consumer what is tried
     * @return what was found
     * @throws Exception what the consumer throws
     */
    public TrialVerdict calls(TriedConsumer consumer) throws Exception {
        return tried(run -> {
            run.start(consumer);
            run.emit(BETWEEN_SWAPS * LOSSES);
            if (run.settle() && run.stop()) {
                run.judge(Fault.LOSES, Fault.LOSES, "");
            }
        });
    }

    /**
     * The same, with events between that found no room in the kernel's ring: it is told, and has to count them.
     *
     * @param consumer what is tried
     * @return what was found
     * @throws Exception what the consumer throws
     */
    public TrialVerdict losses(TriedConsumer consumer) throws Exception {
        return tried(run -> {
            run.start(consumer);
            for (var loss = 0; loss < LOSSES; loss++) {
                run.emit(BETWEEN_SWAPS);
                run.lose(LOST_AT_ONCE);
            }
            run.emit(BETWEEN_SWAPS);
            if (run.settle() && run.stop()) {
                run.judge(Fault.LOSES, Fault.LOSES, "");
            }
        });
    }

    /**
     * Its instance is stopped and the next one started, at rest and in the middle of events, and events come while none is
     * there.
     *
     * @param consumer what is tried
     * @return what was found
     * @throws Exception what the consumer throws
     */
    public TrialVerdict swaps(TriedConsumer consumer) throws Exception {
        return tried(run -> {
            run.start(consumer);
            var away = 0;
            for (var swap = 0; swap < swaps; swap++) {
                run.emit(BETWEEN_SWAPS);
                if (swap % 2 == 0 && !run.settle()) {
                    return;
                }
                if (!run.stop()) {
                    return;
                }
                run.emit(WHILE_AWAY);
                away += WHILE_AWAY;
                if (swap % 4 < 2) {
                    // Half of the time they have passed before the next one is there; else it comes in the middle of them.
                    scripted.source().flush(callLimit);
                }
                run.start(consumer);
            }
            run.emit(BETWEEN_SWAPS);
            if (run.settle() && run.stop()) {
                run.judge(Fault.LOSES_ON_SWAP, Fault.DOUBLES_ON_SWAP, " in " + swaps + " swaps, " + away + " of them while none was there");
            }
        });
    }

    private interface Trial {
        void run(Run run) throws Exception;
    }

    /** On threads whose stack can be looked at, whatever the JDK would take. */
    private TrialVerdict tried(Trial trial) throws Exception {
        var before = scripted.configuration();
        var configuration = new HashMap<String, Object>(before);
        configuration.put("listenerThreads", "platform");
        scripted.replaceConfiguration(configuration);
        try {
            var run = new Run();
            try {
                trial.run(run);
            } finally {
                run.end();
            }
            return new TrialVerdict(run.findings);
        } finally {
            // Does not wait for events to pass, as a change from outside would: a call may still block.
            scripted.replaceConfiguration(before);
        }
    }

    /** One trial of one consumer. */
    private final class Run {

        private final List<Finding> findings = new ArrayList<>();
        private final CallWatch watch;
        private Account account = new Account(0, 0);
        /** Null while none is started. */
        private @Nullable Instance instance;
        private long emitted;
        private long lost;

        Run() throws InterruptedException {
            watch = new CallWatch(scripted, callLimit);
        }

        void start(TriedConsumer consumer) throws Exception {
            instance = consumer.start();
        }

        void emit(int count) {
            for (var event = 0; event < count; event++) {
                scripted.emit(events.apply(FIRST_PROCESS + scripted.nextTrialNumber()));
                emitted++;
            }
        }

        void lose(long count) {
            scripted.lose(count);
            lost += count;
        }

        /** False where a call blocks; the consumer is stopped then, if it can be. */
        boolean settle() throws Exception {
            var blocked = watch.settle();
            if (blocked == null) {
                return true;
            }
            var stopped = Stopping.of(this::take, callLimit);
            findings.add(new Finding(Fault.BLOCKS, blocked + System.lineSeparator() + "  and " + stopped.text()));
            if (!stopped.ended()) {
                findings.add(new Finding(Fault.CANNOT_BE_STOPPED, stopped.text()));
            }
            return false;
        }

        /** False where it does not stop. */
        boolean stop() throws Exception {
            var stopped = Stopping.of(this::take, callLimit);
            if (!stopped.ended()) {
                findings.add(new Finding(Fault.CANNOT_BE_STOPPED, stopped.text()));
            }
            return stopped.ended();
        }

        private void take() throws Exception {
            var stopping = instance;
            if (stopping != null) {
                instance = null;
                stopping.stop();
                // Only now: it may write out what it has at its end.
                account = account.plus(stopping.account());
            }
        }

        void judge(Fault fewer, Fault more, String when) {
            findings.addAll(watch.thrown());
            if (account.seen() < emitted) {
                findings.add(new Finding(fewer, emitted + " events" + when + "; accounted for are " + account.seen() + ", "
                        + (emitted - account.seen()) + " are missing"));
            } else if (account.seen() > emitted) {
                findings.add(new Finding(more, emitted + " events" + when + "; accounted for are " + account.seen() + ", "
                        + (account.seen() - emitted) + " too many"));
            }
            if (account.lost() != lost) {
                findings.add(new Finding(Fault.FORGETS_LOSSES, "it was told of " + lost + " lost events in " + lost / LOST_AT_ONCE
                        + " EventsLost, and accounts for " + account.lost()));
            }
        }

        void end() throws Exception {
            stop();
        }
    }
}
