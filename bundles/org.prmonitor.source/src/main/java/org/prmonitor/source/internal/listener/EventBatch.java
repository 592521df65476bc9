package org.prmonitor.source.internal.listener;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.CancellationException;
import org.prmonitor.api.event.MonitorEvent;

/**
 * What one call of a listener is given. It knows how far it was taken, so that the lane can go on after the last event of a
 * call that threw; and it can be revoked, so that a call that was left behind takes no event that a later instance gets. Both
 * ask for one compare-and-set an event, on a word that nobody else touches while all goes well: it decides between a take and
 * a revocation that come together.
 */
final class EventBatch extends AbstractList<MonitorEvent> implements RandomAccess {

    /** The state once the call has returned: everything may be read for ever. */
    private static final int ENDED = Integer.MAX_VALUE;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(EventBatch.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final MonitorEvent[] events;
    private final int size;

    /** How many were taken, or its bitwise complement once revoked, or {@link #ENDED}. Changed by compare-and-set. */
    private volatile int state;

    /**
     * A batch of which nothing was taken.
     *
     * @param events its own from now on
     * @param size how many of them are there, 1 or more
     */
    EventBatch(MonitorEvent[] events, int size) {
        this.events = events;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * Takes the event, if it was not taken yet.
     *
     * @throws CancellationException when the listener was stopped and the event will be given to its next instance
     */
    @Override
    public MonitorEvent get(int index) {
        Objects.checkIndex(index, size);
        var taken = (int) STATE.getAcquire(this);
        while (index >= taken) {
            if (taken < 0) {
                if (index < ~taken) {
                    break;
                }
                throw new CancellationException("the listener was stopped; this event goes to its next instance");
            }
            taken = STATE.compareAndSet(this, taken, index + 1) ? index + 1 : (int) STATE.getAcquire(this);
        }
        return events[index];
    }

    /** An event, without taking it. */
    MonitorEvent peek(int index) {
        return events[index];
    }

    /**
     * The call has come back.
     *
     * @return how many were taken; -1 when the batch was revoked before
     */
    int end() {
        while (true) {
            var taken = state;
            if (taken < 0) {
                return -1;
            }
            if (STATE.compareAndSet(this, taken, ENDED)) {
                return taken;
            }
        }
    }

    /**
     * Nothing more can be taken out of it.
     *
     * @return how many were taken; -1 when the call had come back before, or the batch was revoked already
     */
    int revoke() {
        while (true) {
            var taken = state;
            if (taken < 0 || taken == ENDED) {
                return -1;
            }
            if (STATE.compareAndSet(this, taken, ~taken)) {
                return taken;
            }
        }
    }
}
