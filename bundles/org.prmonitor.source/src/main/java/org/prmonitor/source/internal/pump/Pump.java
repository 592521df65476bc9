package org.prmonitor.source.internal.pump;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.process.ProcessTable;

/**
 * The one thread between a channel and the journal: waits for the kernel's signal, lingers, drains, appends. It calls no
 * consumer and takes no lock that a consumer holds, so that nothing but the channel can delay it. All that concerns the
 * channel happens on it; other threads ask it through commands.
 */
public final class Pump {

    /** The thread's name. */
    public static final String THREAD = "prmonitor-pump";

    /** How long a wait lasts at most: a channel may have counted a loss without a signal to tell it. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    /** How long others wait for what they asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Journal journal;
    private final ProcessTable table;
    private final IncidentLog log;
    private final PumpClock clock;
    private final EventIntake intake;
    private final ChannelKeeper keeper;
    private final CommandQueue commands = new CommandQueue();
    private final Thread thread = new Thread(this::run, THREAD);
    private volatile boolean stopping;

    // Pump's thread only, once it runs.
    private SourceSettings settings;
    private final BurstLinger linger;

    /** A pump that is not started yet. */
    public Pump(
            Journal journal,
            ProcessTable table,
            ChannelSelector selector,
            KernelBooks books,
            SituationBoard board,
            IncidentLog log,
            PumpClock clock,
            SourceSettings settings) {
        this.journal = journal;
        this.table = table;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.linger = new BurstLinger(settings);
        var publication = Publication.of(settings.types(), settings.filter());
        this.intake = new EventIntake(journal, table, clock, publication, settings.processTable());
        this.keeper = new ChannelKeeper(
                selector, intake, new SnapshotTaker(intake, table), books, new ChannelNews(board, log), clock, settings);
        thread.setDaemon(true);
        // Not the loader of whichever bundle happened to start us.
        thread.setContextClassLoader(Pump.class.getClassLoader());
    }

    /** Starts the thread. Once. */
    public void start() {
        thread.start();
    }

    /** The books of the journal's door. Any thread. */
    public HopStatistics statistics() {
        return intake.statistics();
    }

    /** Other settings hold from soon on. Any thread. */
    public void configure(SourceSettings newSettings) {
        ask(() -> apply(newSettings));
    }

    /** A provider came; the selector has it already. Any thread. */
    public void providerArrived(MonitorChannelProvider provider) {
        ask(() -> keeper.providerArrived(provider));
    }

    /**
     * A provider goes; the selector has it no more. When this returns, nothing of it is in use. Any thread.
     */
    public void providerGone(MonitorChannelProvider provider) throws InterruptedException {
        if (Thread.currentThread() == thread) {
            keeper.providerGone(provider);
            return;
        }
        var done = new CountDownLatch(1);
        var asked = ask(() -> {
            try {
                keeper.providerGone(provider);
            } finally {
                done.countDown();
            }
        });
        if (asked && !done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            log.warn("channel " + provider.name() + " still does not let go of the pump after " + PATIENCE.toSeconds() + " s");
        }
    }

    /**
     * Takes what the kernel had recorded at the time of the call. Any thread.
     *
     * @return the highest sequence number after it, or -1 when the time ran out first
     */
    public long drainNow(long nanos) throws InterruptedException {
        var reached = new AtomicLong(-1);
        var done = new CountDownLatch(1);
        var asked = ask(() -> {
            try {
                keeper.drain();
                reached.set(journal.lastSequence());
            } finally {
                done.countDown();
            }
        });
        if (!asked) {
            return journal.lastSequence();
        }
        return done.await(nanos, TimeUnit.NANOSECONDS) ? reached.get() : -1;
    }

    /** Takes what the kernel has recorded, closes the channel and ends the thread. Any thread; a second call does nothing. */
    public void stop() throws InterruptedException {
        stopping = true;
        wake();
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.join(2_000);
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(1_000);
        }
        if (thread.isAlive()) {
            log.warn("the pump does not end: its channel does not return");
        }
    }

    private boolean ask(Runnable command) {
        var accepted = commands.offer(command);
        wake();
        return accepted;
    }

    private void wake() {
        // The pump sets its channel, then looks for commands, then waits; we have set a command, and then look for its
        // channel. Both are volatile: either it sees the command, or we see the channel, whose wakeup ends the next wait.
        var channel = keeper.openChannel();
        if (channel != null) {
            try {
                channel.wakeup();
            } catch (RuntimeException | LinkageError broken) {
                log.warn("the channel cannot be woken up: " + broken);
            }
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!stopping) {
                runCommands();
                turn();
            }
        } catch (RuntimeException | Error broken) {
            log.warn("the pump ends: " + broken);
        } finally {
            commands.close();
            runCommands();
            keeper.shutDown();
        }
    }

    private void turn() {
        var wait = keeper.nanosToAttempt();
        if (wait == 0) {
            keeper.choose();
            return;
        }
        var session = keeper.session();
        if (session == null) {
            if (!commands.isPending() && !stopping) {
                clock.park(wait);
                // Whoever left an interrupt behind must not make a busy loop of us; stop() says it by its flag.
                Thread.interrupted();
            }
            return;
        }
        try {
            // Where a burst goes on its next event is there before we could wait for it: as network cards are polled while
            // packets keep coming, it is not waited for, and the kernel has nobody to wake.
            if (lingers(session) && linger.isStretched()
                    || session.channel().await(wait < MAX_WAIT.toNanos() ? Duration.ofNanos(wait) : MAX_WAIT)) {
                linger(session);
            }
            var before = intake.accepted();
            keeper.drain(session);
            linger.drained(intake.accepted() - before);
        } catch (InterruptedException asked) {
            // Only stop() interrupts, and the loop's condition says so.
            return;
        } catch (ChannelException | RuntimeException | Error death) {
            keeper.died(death);
        }
    }

    /** Not for a channel that looks up afterwards what the kernel did not say: a short-lived process is gone from /proc by then. */
    private boolean lingers(ChannelSession session) {
        return linger.nanos() > 0 && session.provider().fidelity() == ChannelFidelity.EXACT;
    }

    /** One wake-up for many events: the rest of the burst arrives while we sleep. */
    private void linger(ChannelSession session) {
        if (!lingers(session)) {
            return;
        }
        var nanos = linger.nanos();
        var deadline = clock.nanoTime() + nanos;
        for (var left = nanos; left > 0 && !commands.isPending() && !stopping; left = deadline - clock.nanoTime()) {
            clock.park(left);
        }
    }

    private void runCommands() {
        for (var command = commands.poll(); command != null; command = commands.poll()) {
            try {
                command.run();
            } catch (RuntimeException | LinkageError broken) {
                log.warn("the source could not do what it was asked: " + broken);
            }
        }
    }

    private void apply(SourceSettings newSettings) {
        // What the kernel recorded before the change is judged by the settings from before the change.
        keeper.drain();
        var old = settings;
        settings = newSettings;
        linger.configure(newSettings);
        intake.setPublication(Publication.of(newSettings.types(), newSettings.filter()));
        journal.resize(newSettings.journalEvents());
        table.resize(newSettings.processTableSize());
        if (old.processTable() != newSettings.processTable()) {
            intake.setKeepsTable(newSettings.processTable());
        }
        keeper.reconfigure(newSettings);
    }
}
