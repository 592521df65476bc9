package org.prmonitor.source.internal.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.MonitorEvent;

/**
 * The journal's store: the newest events by position. A position is the index of an entry since the journal began; it
 * rises by one an entry, while sequence numbers have holes where events were lost.
 *
 * <p>One writer, any readers, no locks. It has one slot more than it keeps, so that the slot being written is never one
 * that a reader may rely on. The ordering that all rests on: the writer stores, each with release, (1) the ordinal, (2)
 * the slot, (3) the head; (1) and (2) of position p therefore become visible only after the head of p - 1's append. A
 * reader loads head with acquire, slots, all before a fence, then head again: had it met a slot that was overwritten by position p, its
 * second look at the head would say p at least, and {@link #oldest()} that the entry it wanted is gone.
 */
final class JournalRing {

    private static final VarHandle HEAD;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(JournalRing.class, "head", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int capacity;
    private final int length;
    /** The first position that was ever put in here. */
    private final long first;

    /**
     * Written by the writer with release. Of objects, because to store into an array of an interface is to ask whether the object
     * implements it: see {@link Journal#isLoss}.
     */
    private final @Nullable Object[] slots;
    /** For the entry in the same slot: how many events that are no loss the journal has taken up to and with it. */
    private final AtomicLongArray ordinals;

    /** The position of the next append. Written by the writer with release, read by others with acquire. */
    private long head;

    /** The slot of {@link #head}. Writer only. */
    private int headSlot;

    JournalRing(int capacity, long first) {
        this.capacity = capacity;
        this.length = capacity + 1;
        this.first = first;
        this.slots = new Object[length];
        this.ordinals = new AtomicLongArray(length);
        this.head = first;
        this.headSlot = slotOf(first);
    }

    /** Writer only. */
    void append(MonitorEvent event, long ordinal) {
        var slot = headSlot;
        ordinals.setRelease(slot, ordinal);
        SLOT.setRelease(slots, slot, event);
        HEAD.setRelease(this, head + 1);
        headSlot = slot + 1 == length ? 0 : slot + 1;
    }

    /** The position of the next append. */
    long head() {
        return (long) HEAD.getAcquire(this);
    }

    /** The lowest position whose entry is still there. Read after entries were copied, it says which of them are good. */
    long oldest() {
        return oldest(head());
    }

    /** The lowest position whose entry was still there when the next append's position was this: never above it. */
    long oldest(long head) {
        return Math.max(first, head - capacity);
    }

    int capacity() {
        return capacity;
    }

    /** Copies entries, some of which may be overwritten meanwhile: see {@link #oldest()}. */
    void copy(long from, int count, MonitorEvent[] target, int offset) {
        var slot = slotOf(from);
        var toEnd = Math.min(count, length - slot);
        System.arraycopy(slots, slot, target, offset, toEnd);
        System.arraycopy(slots, 0, target, offset + toEnd, count - toEnd);
        // What is loaded after it, the head above all, is loaded after the slots.
        VarHandle.acquireFence();
    }

    /** The ordinal of the entry at a position, which may be overwritten meanwhile: see {@link #oldest()}. */
    long ordinal(long position) {
        return ordinals.getAcquire(slotOf(position));
    }

    private int slotOf(long position) {
        return (int) (position % length);
    }
}
