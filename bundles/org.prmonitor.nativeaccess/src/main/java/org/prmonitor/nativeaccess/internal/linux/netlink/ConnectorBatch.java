package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;

/**
 * Messages that came together, in their order. That they are known ahead is worth much: of a process that has ended by
 * the end of the batch nothing is to be found in {@code /proc}, and of one that has executed again nothing that is true.
 * Neither is looked for, and so more of the others are found in time. Not thread-safe.
 */
final class ConnectorBatch {

    /** Enough to look ahead; few enough that the first of them does not wait for long. */
    private static final int CAPACITY = 1024;

    private final List<ConnectorEvent> events = new ArrayList<>();
    private final BitSet present = new BitSet();

    /** While {@link #complete} goes back in time: whose end has been met, and who has been met executing. */
    private final HashSet<Long> ended = new HashSet<>();

    private final HashSet<Long> executedLater = new HashSet<>();

    void add(ConnectorEvent event) {
        events.add(event);
    }

    boolean isFull() {
        return events.size() >= CAPACITY;
    }

    /** Looks through all of it: to be called before {@link #isPresent}. */
    void complete() {
        present.clear();
        ended.clear();
        executedLater.clear();
        for (var index = events.size() - 1; index >= 0; index--) {
            var event = events.get(index);
            if (event instanceof ConnectorEvent.Executed executed) {
                present.set(index, executedLater.add(executed.process()) && !ended.contains(executed.process()));
            } else if (event instanceof ConnectorEvent.Exited exited && exited.isLeader()) {
                ended.add(exited.process());
            } else if (event instanceof ConnectorEvent.Forked forked && forked.isProcess()) {
                // What comes before under this id is another process, which has ended, whether its message came or not.
                present.set(index, ended.add(forked.process()));
            }
        }
    }

    int size() {
        return events.size();
    }

    ConnectorEvent get(int index) {
        return events.get(index);
    }

    /** Whether {@code /proc} may still show what the message at this place, a fork or an exec, is about. */
    boolean isPresent(int index) {
        return present.get(index);
    }

    void clear() {
        events.clear();
    }
}
