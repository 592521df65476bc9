package org.prmonitor.source.internal.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;

/**
 * Rows by process id: a hash table of chains for one thread that writes, at every event, and any that read, now and then. A
 * {@link java.util.concurrent.ConcurrentHashMap} is made for many writers: a box for the id, a node for the row, and a lock and
 * a counter at each change cost more than all the rest that the pump did for an event.
 *
 * <p>Ordering: a row is complete before the writer stores it, with release, at the head of its bucket's chain; a removed one is
 * left out by one store with release into the row before it, or into the bucket. Readers load each link with acquire. A removed
 * row goes on pointing to the row behind it, and is never put in again: a reader that stands on it comes back into the chain, and
 * meets every row of it that was there when the reader began and still is. The number of buckets never changes, so no row ever
 * moves from one chain to another under a reader.
 */
final class ProcessRows {

    /** So many are enough for 4 M processes, which is all that Linux can have. */
    private static final int MOST_BUCKETS = 1 << 20;

    private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(ProcessRow[].class);

    /** The first row of each chain. Written by the writer with release, read by others with acquire. */
    private final @Nullable ProcessRow[] buckets;

    /** Writer only. */
    private int size;

    /** @param capacity how many rows it is made for, 1 or more; it takes more, and gets slower then */
    ProcessRows(int capacity) {
        var wanted = Math.min(capacity, MOST_BUCKETS);
        buckets = new ProcessRow[wanted == 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1];
    }

    /** How many there are. Writer only. */
    int size() {
        return size;
    }

    /** The row with this process id. Any thread. */
    @Nullable ProcessRow get(long processId) {
        var row = first(bucket(processId));
        while (row != null && row.processId != processId) {
            row = row.next();
        }
        return row;
    }

    /** A copy of what all rows say, in no particular order. Any thread. */
    List<RunningProcess> processes() {
        var copy = new ArrayList<RunningProcess>();
        for (var bucket = 0; bucket < buckets.length; bucket++) {
            for (var row = first(bucket); row != null; row = row.next()) {
                copy.add(row.process());
            }
        }
        return Collections.unmodifiableList(copy);
    }

    /** Puts in a row that is new, for a process id that has none. Writer only. */
    void add(ProcessRow row) {
        var bucket = bucket(row.processId);
        row.setNext(buckets[bucket]);
        BUCKET.setRelease(buckets, bucket, row);
        size++;
    }

    /** Takes out a row that is there. Writer only. */
    void remove(ProcessRow row) {
        var bucket = bucket(row.processId);
        var before = buckets[bucket];
        if (before == row) {
            BUCKET.setRelease(buckets, bucket, row.next());
        } else {
            while (before != null && before.next() != row) {
                before = before.next();
            }
            if (before == null) {
                throw new IllegalStateException("process " + row.processId + " is not in the table");
            }
            before.setNext(row.next());
        }
        size--;
    }

    private @Nullable ProcessRow first(int bucket) {
        return (ProcessRow) BUCKET.getAcquire(buckets, bucket);
    }

    /** Ids come one after the other on Linux, four by four on Windows: both spread evenly, and neighbours stay near. */
    private int bucket(long processId) {
        return (int) (processId + (processId >>> 2)) & buckets.length - 1;
    }
}
