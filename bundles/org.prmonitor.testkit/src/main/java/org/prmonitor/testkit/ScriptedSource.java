package org.prmonitor.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.EventType;

/**
 * The real source, as it is shipped, on a channel that does what a test says: what a test of a consumer talks to. It begins with
 * clean books and an empty journal. A test gets it as a parameter, see {@link PrMonitorTest}:
 *
 * <pre>{@code
 * @Test
 * void failuresAreCounted(ScriptedSource scripted) throws Exception {
 *     var failures = new FailureCounter();
 *     scripted.listen("failures", failures);
 *     scripted.emit(ScriptedProcess.of(42).exited(1));
 *     scripted.settle();
 *     assertEquals(1, failures.count());
 * }
 * }</pre>
 *
 * <p>{@link #emit} and what asks for a state may be called from any thread, everything else from the test's.
 */
public final class ScriptedSource implements AutoCloseable {

    /** How long anything may take that is done at once on a machine with nothing else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long GLANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final BundleContext context;
    private final Supplier<List<String>> log;
    private final ScriptedChannelProvider channel = new ScriptedChannelProvider();
    private final StartedSource started;
    private final Settling settling;
    private final Registrations registrations;
    private final AtomicLong trialNumbers = new AtomicLong();

    // Of the test's thread.
    private @Nullable EventProbe probe;
    private @Nullable ScriptedTime time;

    /** Something that a test has registered. */
    @ProviderType
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /** Nothing is called any more when this returns, but for a call that would not end. A second call does nothing. */
        @Override
        void close();
    }

    private ScriptedSource(BundleContext context, Map<String, ?> configuration, Supplier<List<String>> log)
            throws IOException, BundleException, InterruptedException {
        this.context = context;
        this.log = log;
        this.registrations = new Registrations(context);
        this.started = new StartedSource(context, channel, log);
        this.settling = new Settling(started);
        try {
            started.start(configuration);
        } catch (IOException | BundleException | InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /**
     * In a container that runs, as for a test within a bundle. Its bundle {@code org.prmonitor.source} is started anew, and
     * again with the configuration that it had when this is closed.
     *
     * @param context of a bundle that can see the source's services
     * @param configuration properties of the PID {@code org.prmonitor.source}; the channel is this one's own
     * @return one that runs
     * @throws IOException when the system refuses; the message says what
     * @throws BundleException when the framework refuses
     * @throws InterruptedException when the calling thread was interrupted
     */
    public static ScriptedSource open(BundleContext context, Map<String, ?> configuration)
            throws IOException, BundleException, InterruptedException {
        return open(context, configuration, List::of);
    }

    /** @param log what was logged since the last time that somebody asked */
    static ScriptedSource open(BundleContext context, Map<String, ?> configuration, Supplier<List<String>> log)
            throws IOException, BundleException, InterruptedException {
        return new ScriptedSource(context, configuration, log);
    }

    /**
     * {@return the source itself}
     *
     * @throws InterruptedException when the calling thread was interrupted
     */
    public MonitorEventSource source() throws InterruptedException {
        return started.service();
    }

    /** {@return the channel: rates, losses, stalls, its death, and what runs already} */
    public ScriptedChannelProvider channel() {
        return channel;
    }

    /** {@return the framework's own context, to register and to find services} */
    public BundleContext context() {
        return context;
    }

    /**
     * {@return what bundles have logged since the beginning of the test, from level INFO on: time, level, symbolic name in
     * brackets and text, a line each} Empty where {@link #open} was called and not {@link PrMonitorTest} used.
     */
    public List<String> log() {
        return log.get();
    }

    /**
     * Waits until a line with a text in it was logged.
     *
     * @param text a part of what is looked for
     * @return the first such line since the beginning of the test
     * @throws AssertionError when that takes longer than 30 s; the message has what was logged instead
     * @throws InterruptedException when the calling thread was interrupted
     */
    public String awaitLog(String text) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (var line : log()) {
                if (line.contains(text)) {
                    return line;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not logged within " + PATIENCE.toSeconds() + " s: " + text + report());
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /**
     * The kernel raises events, in this order. Does not wait; {@link #settle} does.
     *
     * @param events oldest first
     * @throws IllegalArgumentException for an event of a type that the source is not configured to publish: nobody would see
     *     it
     */
    public void emit(ScriptedEvent... events) {
        var types = started.types();
        for (var event : events) {
            if (!types.contains(event.type())) {
                throw new IllegalArgumentException("the source publishes " + EventType.labels(types) + " and not "
                        + event.type().label() + ": configure types, as in @PrMonitorTest(configuration = \"types="
                        + EventType.labels(types) + "," + event.type().label() + "\")");
            }
        }
        channel.emit(events);
    }

    /**
     * The kernel raises so many events that find no room: they are counted as lost.
     *
     * @param count how many
     */
    public void lose(long count) {
        channel.lose(count);
    }

    /**
     * Emits the next so many. Waits now and then until all are taken, so that none is lost for want of room.
     *
     * @param events oldest first
     * @param count how many
     * @throws IllegalArgumentException for one of a type that the source is not configured to publish
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void play(RandomEvents events, int count) throws InterruptedException {
        new Playback(this).play(events, count);
    }

    /**
     * Replays what was recorded; losses too, each as one of the kernel's. For a loss that nobody could count the channel dies
     * and is opened again. Waits now and then until all is taken, so that nothing is lost for want of room.
     *
     * @param recording what was recorded
     * @throws IllegalArgumentException for an event of a type that the source is not configured to publish
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void play(EventRecording recording) throws InterruptedException {
        new Playback(this).play(recording, time);
    }

    /** {@return a time that the test moves, and which events carry from now on; the same at every call} */
    public ScriptedTime time() {
        var present = time;
        if (present == null) {
            present = new ScriptedTime();
            time = present;
            channel.setClock(present);
        }
        return present;
    }

    /**
     * Registers a listener for everything that is published from now on.
     *
     * @param id the listener's id
     * @param listener called on a thread of its own
     * @return ends it; what is not ended is at the end of the test
     */
    public Registration listen(String id, MonitorEventListener listener) {
        return listen(id, Set.of(), "", Resume.NOW, listener);
    }

    /**
     * Registers a listener for events of some types, and for losses.
     *
     * @param id the listener's id
     * @param wanted the types; empty for all
     * @param listener called on a thread of its own
     * @return ends it; what is not ended is at the end of the test
     */
    public Registration listen(String id, Set<EventType> wanted, MonitorEventListener listener) {
        return listen(id, wanted, "", Resume.NOW, listener);
    }

    /**
     * Registers a listener for events that pass an LDAP filter, and for losses.
     *
     * @param id the listener's id
     * @param filter an LDAP filter on the events' properties; empty for all
     * @param listener called on a thread of its own
     * @return ends it; what is not ended is at the end of the test
     */
    public Registration listen(String id, String filter, MonitorEventListener listener) {
        return listen(id, Set.of(), filter, Resume.NOW, listener);
    }

    /**
     * Registers a listener as {@link MonitorListener} does.
     *
     * @param id the listener's id
     * @param wanted empty for all types
     * @param filter empty for all events
     * @param resume where it begins
     * @param listener called on a thread of its own
     * @return ends it; what is not ended is at the end of the test
     */
    public Registration listen(String id, Set<EventType> wanted, String filter, Resume resume, MonitorEventListener listener) {
        return registrations.listener(id, wanted, filter, resume, listener);
    }

    /**
     * Registers a handler with EventAdmin.
     *
     * @param topic an EventAdmin topic; it may end with {@code /*}
     * @param handler called on the thread of EventAdmin's lane
     * @return ends it; what is not ended is at the end of the test
     */
    public Registration handle(String topic, EventHandler handler) {
        return handle(topic, "", handler);
    }

    /**
     * Registers a handler with EventAdmin for events that pass an LDAP filter; empty for all.
     *
     * @param topic an EventAdmin topic; it may end with {@code /*}
     * @param filter an LDAP filter on the events' properties; empty for all
     * @param handler called on the thread of EventAdmin's lane
     * @return ends it; what is not ended is at the end of the test
     */
    public Registration handle(String topic, String filter, EventHandler handler) {
        return registrations.handler(topic, filter, handler);
    }

    /**
     * {@return a listener that keeps every event since the beginning of the test and waits for others; the same at every
     * call}
     */
    public EventProbe probe() {
        var present = probe;
        if (present == null) {
            present = new EventProbe(this);
            probe = present;
            listen(EventProbe.ID, Set.of(), "", Resume.BEGINNING, present.listener());
        }
        return present;
    }

    /**
     * Replaces the source's configuration while it runs, and returns when it holds.
     *
     * @param wanted properties of the PID {@code org.prmonitor.source}; the channel is this one's own
     * @throws IOException when the system refuses; the message says what
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void configure(Map<String, ?> wanted) throws IOException, InterruptedException {
        started.configure(wanted);
        // The pump does one thing after the other: what it was asked for before a flush is done after it.
        settling.flush();
        started.awaitRunning();
    }

    /** As {@link #configure}, but does not wait for what it does on its pump's thread. */
    void replaceConfiguration(Map<String, ?> wanted) throws IOException, InterruptedException {
        started.configure(wanted);
    }

    /** What was configured last, without the channel. */
    Map<String, ?> configuration() {
        return started.configuration();
    }

    /** For events of trials: every number once. */
    long nextTrialNumber() {
        return trialNumbers.incrementAndGet();
    }

    void awaitRunning() throws InterruptedException {
        started.awaitRunning();
    }

    /**
     * Returns when everything that was emitted so far has passed: through the journal, through EventAdmin and its handlers,
     * and through every listener that is served, the calls included. Does not wait for what a channel holds back that is
     * stalled, and not for subscribers of {@link MonitorEventSource#publisher}, which may never ask for it.
     *
     * @throws AssertionError when that takes longer than 30 s; the message names who has not taken what
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void settle() throws InterruptedException {
        settling.settle();
    }

    /** State, books and log, for a message. */
    String report() {
        return started.report();
    }

    /**
     * Ends what was registered, and leaves the source as it was.
     *
     * @throws IllegalStateException when a channel stays open
     */
    @Override
    public void close() throws IOException, BundleException {
        try {
            registrations.close();
            started.end();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the source was stopped", interrupted);
        }
    }
}
