package org.prmonitor.consumer.recorder.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.recorder.internal.file.MovedException;
import org.prmonitor.consumer.recorder.internal.file.Recording;
import org.prmonitor.consumer.recorder.internal.file.RecordingLog;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;
import org.prmonitor.consumer.recorder.internal.file.SystemFailure;
import org.prmonitor.consumer.recorder.internal.ocsf.Device;

/**
 * Writes batches, each exactly once. The place to go on at is the last whole line: whatever is given again up to there was
 * recorded, and whatever comes after was not. Where nothing can be written, the call waits until it can, and the journal
 * keeps what comes meanwhile. One batch at a time; the rest from any thread.
 */
final class EventRecorder implements AutoCloseable {

    private static final long CLOSE_SECONDS = 2;

    private final Journal journal;
    private final RecordingLog log;
    private final Clock clock;
    private final BatchEncoder encoder;
    private final Incident incident;
    private final Upkeep upkeep;

    private final ReentrantLock lock = new ReentrantLock();

    /** Signalled when an attempt may succeed that failed before. */
    private final Condition mended = lock.newCondition();

    /** Null until there are some that make sense. Guarded by {@link #lock}. */
    private @Nullable RecorderSettings settings;

    /** Why there are no settings. Guarded by {@link #lock}. */
    private String refusal = "it is not configured";

    /** Null before the first batch and after a failure. Guarded by {@link #lock}. */
    private @Nullable Recording recording;

    /** How far this recorder came, wherever it recorded. Guarded by {@link #lock}. */
    private @Nullable Place place;

    /** Volatile: whoever closes does not wait for ever for the lock. */
    private volatile boolean closed;

    /** The last syncing failed, and that was said. The upkeep thread's alone. */
    private boolean unsafe;

    EventRecorder(Journal journal, Device device, String productVersion, RecordingLog log, Clock clock) {
        this.journal = journal;
        this.log = log;
        this.clock = clock;
        encoder = new BatchEncoder(device, productVersion, log);
        incident = new Incident(log, System::nanoTime);
        upkeep = new Upkeep(this::keepUp);
    }

    /** From now on. What is open is closed, and opened as these have it at the next batch. */
    void configure(RecorderSettings newSettings) {
        lock.lock();
        try {
            if (!newSettings.equals(settings)) {
                settings = newSettings;
                closeRecording();
            }
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A configuration that makes no sense: the old one stays; where there is none, events wait. */
    void refuse(String reason) {
        lock.lock();
        try {
            if (settings != null) {
                log.warn("Configuration " + RecorderConfiguration.PID + " refused, the old one stays: " + reason);
            } else {
                refusal = reason;
                incident.refused(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The numbering of its events is known now. */
    void sourceHasCome() {
        lock.lock();
        try {
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the recording now, if that can be done: who looks for it finds it, and what is wrong with it is said. */
    void begin() {
        lock.lock();
        try {
            if (settings != null && !closed) {
                var opened = opened(settings);
                log.info("Recording to " + opened.file());
            }
        } catch (IOException failure) {
            failed(failure);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what is not written yet. Returns when it is, synced as configured.
     *
     * @throws InterruptedException nothing of the batch is written, or all of it
     */
    void record(List<MonitorEvent> events) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var journalId = journal.id();
            while (journalId == null || !attempt(events, journalId)) {
                if (closed) {
                    throw new InterruptedException("the recorder was stopped");
                }
                if (journalId == null) {
                    mended.await();
                } else {
                    mended.awaitNanos(incident.nextDelay().toNanos());
                }
                journalId = journal.id();
            }
        } finally {
            if (closed) {
                closeRecording();
            }
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        upkeep.close();
        try {
            // A call that hangs in the system must not hang whoever stops us; when it comes back, it closes what is open.
            if (!lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            mended.signalAll();
            closeRecording();
        } finally {
            lock.unlock();
        }
    }

    private boolean attempt(List<MonitorEvent> events, UUID journalId) throws InterruptedException {
        var current = settings;
        if (closed) {
            return false;
        }
        if (current == null) {
            incident.refused(refusal);
            return false;
        }
        try {
            var target = opened(current);
            var start = Place.in(journalId, target.last()).orLater(place);
            var reached = encoder.encode(events, start, clock.millis());
            target.append(encoder.lines());
            place = reached;
            incident.over(target.file(), () -> Math.max(events.size(), journal.lastSequence() - start.sequence()));
            planUpkeep(current, target);
            return true;
        } catch (MovedException moved) {
            log.warn(moved.getMessage() + "; a new file takes its place");
            closeRecording();
            return attempt(events, journalId);
        } catch (IOException failure) {
            closeRecording();
            if (Thread.interrupted()) {
                // What the system said was that the thread is to end, not that something is wrong.
                throw new InterruptedException(failure.getMessage());
            }
            failed(failure);
            return false;
        } catch (RuntimeException mistake) {
            // Whatever it is: a call that throws counts as having taken its batch.
            closeRecording();
            failed(new IOException(mistake.toString(), mistake));
            return false;
        }
    }

    private Recording opened(RecorderSettings current) throws IOException {
        var open = recording;
        if (open == null) {
            open = Recording.open(current.directory(), current.bounds(), current.sync(), log, clock);
            recording = open;
        }
        return open;
    }

    private void failed(IOException failure) {
        var current = settings;
        if (current != null) {
            incident.failed(current.directory(), failure);
        }
    }

    private void closeRecording() {
        var open = recording;
        recording = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failure) {
                log.warn("A recording was closed, and its last lines may be lost if the machine fails now: " + SystemFailure.describe(failure));
            }
        }
    }

    private void planUpkeep(RecorderSettings current, Recording target) {
        if (current.sync() == SyncPolicy.INTERVAL && target.isUnsynced()) {
            upkeep.within(current.syncInterval());
        }
        var rotation = target.untilRotation();
        if (rotation != null) {
            upkeep.within(rotation);
        }
    }

    /** What time asks for, on the upkeep's thread. The disk is waited for without the lock. */
    private void keepUp() {
        Recording open;
        lock.lock();
        try {
            open = recording;
            if (open == null || closed) {
                return;
            }
            open.rotateWhereDue();
        } catch (IOException failure) {
            closeRecording();
            failed(failure);
            return;
        } finally {
            lock.unlock();
        }
        sync(open);
        lock.lock();
        try {
            if (open == recording && settings != null) {
                planUpkeep(settings, open);
            }
        } finally {
            lock.unlock();
        }
    }

    private void sync(Recording open) {
        try {
            open.sync();
            unsafe = false;
        } catch (IOException failure) {
            if (!unsafe) {
                unsafe = true;
                log.warn("Lines are written, but the disk does not take them, and they are lost if the machine fails: "
                        + SystemFailure.describe(failure));
            }
        }
    }
}
