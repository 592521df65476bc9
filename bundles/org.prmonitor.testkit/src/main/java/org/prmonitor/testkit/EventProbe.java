package org.prmonitor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.testkit.internal.EventText;

/**
 * A listener that keeps what it is given since the beginning of the test, losses included, and says whether it was the right thing. It
 * has a place: {@link #await} goes on behind the event that the one before it found, and what it passed over on its way stays in
 * {@link #events()}. What fails tells what came instead, the books of every hop, and what the source has logged.
 *
 * <pre>{@code
 * @Test
 * void aShellIsSeen(ScriptedSource scripted, EventProbe probe) throws Exception {
 *     var shell = ScriptedProcess.of(42).running("/bin/sh", "sh", "-c", "exit 3");
 *     scripted.emit(shell.started(), shell.exited(3));
 *     assertEquals("/bin/sh", probe.await(ProcessStarted.class).imagePath());
 *     assertEquals(3, probe.await(ProcessExited.class).exitCode());
 *     probe.noMore();
 * }
 * }</pre>
 *
 * <p>Any thread, but one that awaits at a time.
 */
public final class EventProbe {

    /** Under which the source knows it. */
    static final String ID = "prmonitor-testkit-probe";

    private static final String LINE = System.lineSeparator();

    private final ScriptedSource scripted;
    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when an event comes. */
    private final Condition came = lock.newCondition();
    // Guarded by lock.
    private final List<MonitorEvent> events = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(10);
    /** Behind the event that was found last. */
    private int place;

    EventProbe(ScriptedSource scripted) {
        this.scripted = scripted;
    }

    MonitorEventListener listener() {
        return event -> {
            lock.lock();
            try {
                events.add(event);
                came.signalAll();
            } finally {
                lock.unlock();
            }
        };
    }

    /**
     * How long {@link #await} waits from now on; 10 s where nothing is said.
     *
     * @param newPatience how long at most
     * @return this
     */
    public EventProbe waitAtMost(Duration newPatience) {
        lock.lock();
        try {
            patience = newPatience;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next event of a type.
     *
     * @param <E> the event's type
     * @param type what is waited for: a record, a family, or {@link org.prmonitor.api.event.MonitorEvent} for all
     * @return the first that came behind the place of this probe
     * @throws InterruptedException when the calling thread was interrupted
     */
    public <E extends MonitorEvent> E await(Class<E> type) throws InterruptedException {
        return await(type.getSimpleName(), type, event -> true);
    }

    /**
     * Waits for the next event of a type that fulfils a condition.
     *
     * @param <E> the event's type
     * @param type what is waited for: a record, a family, or {@link org.prmonitor.api.event.MonitorEvent} for all
     * @param condition what it has to fulfil; may be asked often
     * @return the first that came behind the place of this probe
     * @throws InterruptedException when the calling thread was interrupted
     */
    public <E extends MonitorEvent> E await(Class<E> type, Predicate<? super E> condition) throws InterruptedException {
        return await(type.getSimpleName() + " that fulfils the condition", type, condition);
    }

    /**
     * Waits for the next event of a type that fulfils a condition.
     *
     * @param <E> the event's type
     * @param what the condition in words, for the message
     * @param type what is waited for: a record, a family, or {@link org.prmonitor.api.event.MonitorEvent} for all
     * @param condition what it has to fulfil; may be asked often
     * @return the first that came behind the place of this probe
     * @throws InterruptedException when the calling thread was interrupted
     */
    public <E extends MonitorEvent> E await(String what, Class<E> type, Predicate<? super E> condition) throws InterruptedException {
        lock.lock();
        try {
            var before = place;
            var left = patience.toNanos();
            for (var next = place; ; next++) {
                while (next == events.size()) {
                    if (left <= 0) {
                        throw failure("awaited " + what + " for " + text(patience), "what came instead", events.subList(before, next));
                    }
                    left = came.awaitNanos(left);
                }
                var event = events.get(next);
                if (type.isInstance(event) && condition.test(type.cast(event))) {
                    place = next + 1;
                    return type.cast(event);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next so many events, of whatever type.
     *
     * @param count how many
     * @return they, in order
     * @throws InterruptedException when the calling thread was interrupted
     */
    public List<MonitorEvent> await(int count) throws InterruptedException {
        lock.lock();
        try {
            var left = patience.toNanos();
            while (events.size() < place + count) {
                if (left <= 0) {
                    throw failure("awaited " + count + " events for " + text(patience), "what came", events.subList(place, events.size()));
                }
                left = came.awaitNanos(left);
            }
            var found = List.copyOf(events.subList(place, place + count));
            place += count;
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** {@return all that came so far, whatever was awaited} */
    public List<MonitorEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return all events of a type that came so far}
     *
     * @param <E> the event's type
     * @param type what is waited for: a record, a family, or {@link org.prmonitor.api.event.MonitorEvent} for all
     */
    public <E extends MonitorEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** {@return the losses that it was told so far} */
    public List<EventsLost> lost() {
        return events(EventsLost.class);
    }

    /**
     * Waits until all that was emitted has come, and makes sure that of all events since the beginning exactly one is of this
     * type and fulfils the condition.
     *
     * @param <E> the event's type
     * @param type what is waited for: a record, a family, or {@link org.prmonitor.api.event.MonitorEvent} for all
     * @param condition what it has to fulfil; may be asked often
     * @return the first that came behind the place of this probe
     * @throws InterruptedException when the calling thread was interrupted
     */
    public <E extends MonitorEvent> E exactlyOnce(Class<E> type, Predicate<? super E> condition) throws InterruptedException {
        scripted.settle();
        var matching = events(type).stream().filter(condition).toList();
        if (matching.size() != 1) {
            throw failure(
                    "exactly one " + type.getSimpleName() + " should fulfil the condition, " + matching.size() + " do" + EventText.of(matching),
                    "all that came",
                    events());
        }
        return matching.get(0);
    }

    /**
     * Waits until all that was emitted has come, and makes sure that each of these came exactly once.
     *
     * @param first the first of them
     * @param more those after it
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void exactlyOnce(ScriptedEvent first, ScriptedEvent... more) throws InterruptedException {
        scripted.settle();
        var all = events();
        for (var expected : list(first, more)) {
            var count = all.stream().filter(event -> isThe(expected, event)).count();
            if (count != 1) {
                throw failure("came " + count + " times and not once: " + text(expected), "all that came", all);
            }
        }
    }

    /**
     * Waits until all that was emitted has come, and makes sure that from its place on these came in this order, with
     * whatever else between them. Its place is behind the last of them then.
     *
     * @param first the first of them
     * @param more those after it
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void inOrder(ScriptedEvent first, ScriptedEvent... more) throws InterruptedException {
        scripted.settle();
        lock.lock();
        try {
            var next = place;
            for (var expected : list(first, more)) {
                while (next < events.size() && !isThe(expected, events.get(next))) {
                    next++;
                }
                if (next == events.size()) {
                    throw failure(
                            "not there, or not in this order: " + text(expected), "what came", events.subList(place, events.size()));
                }
                next++;
            }
            place = next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that was emitted has come, and makes sure that nothing came behind its place.
     *
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void noMore() throws InterruptedException {
        scripted.settle();
        lock.lock();
        try {
            if (place < events.size()) {
                throw failure("no more events should have come", "what came", events.subList(place, events.size()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all that came so far. */
    public void clear() {
        lock.lock();
        try {
            events.clear();
            place = 0;
        } finally {
            lock.unlock();
        }
    }

    private static List<ScriptedEvent> list(ScriptedEvent first, ScriptedEvent... more) {
        var all = new ArrayList<ScriptedEvent>();
        all.add(first);
        all.addAll(Arrays.asList(more));
        return all;
    }

    /** But for number, time and channel, and for the image that the source adds to an exit from its table. */
    private static boolean isThe(ScriptedEvent expected, MonitorEvent event) {
        if (!expected.type().includes(event)) {
            return false;
        }
        var made = expected.factory().apply(event.header());
        if (made instanceof ProcessExited exit && exit.imagePath() == null && exit.commandLine() == null && event instanceof ProcessExited given) {
            return exit.equals(given.withImage(null, null));
        }
        return made.equals(event);
    }

    private String text(ScriptedEvent expected) {
        var events = events();
        var header = new org.prmonitor.api.event.EventHeader(
                events.isEmpty() ? 1 : events.get(0).sequence(), java.time.Instant.EPOCH, scripted.channel().name());
        var text = EventText.of(expected.factory().apply(header));
        return text.substring(text.indexOf(' ') + 1);
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private AssertionError failure(String what, String heading, @Nullable List<? extends MonitorEvent> came) {
        var shown = came == null || came.isEmpty() ? LINE + "nothing came" : LINE + heading + ":" + EventText.of(came);
        return new AssertionError(what + shown + scripted.report());
    }
}
