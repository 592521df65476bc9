package org.prmonitor.bench.internal.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.prmonitor.testkit.SequenceAudit;

/** One consumer over all its versions: the numbers that they got, and when each got its first. Any thread. */
public final class ConsumerWatch {

    private final SequenceAudit audit;

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when a version gets its first number. */
    private final Condition began = lock.newCondition();
    // Guarded by lock.
    /** When a version got its first number, as {@link System#nanoTime()} has it. */
    private final Map<String, Long> begun = new HashMap<>();
    private int instances;

    /** @param audit hears of every number */
    public ConsumerWatch(SequenceAudit audit) {
        this.audit = audit;
    }

    /** What was found so far. */
    public SequenceAudit audit() {
        return audit;
    }

    /** How many instances there have been: one a version, or more where Declarative Services makes and drops them. */
    public int instances() {
        lock.lock();
        try {
            return instances;
        } finally {
            lock.unlock();
        }
    }

    /** A new instance takes over. */
    LongConsumer newInstance(String version) {
        lock.lock();
        try {
            instances++;
            return new Instance(version);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a version has got its first event.
     *
     * @return when that was, as {@link System#nanoTime()} has it; null when the time ran out
     */
    public @Nullable Long awaitFirstEvent(String version, long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            var left = timeoutNanos;
            while (!begun.containsKey(version) && left > 0) {
                left = began.awaitNanos(left);
            }
            return begun.get(version);
        } finally {
            lock.unlock();
        }
    }

    /** Where one instance hands its numbers over. */
    private final class Instance implements LongConsumer {

        private final String version;
        /** Written and read by the instance's own threads without the lock: at worst they take it once more. */
        private volatile boolean hasBegun;

        Instance(String version) {
            this.version = version;
        }

        @Override
        public void accept(long number) {
            audit.accept(number);
            if (!hasBegun) {
                hasBegun = true;
                begin();
            }
        }

        private void begin() {
            lock.lock();
            try {
                begun.putIfAbsent(version, System.nanoTime());
                began.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
