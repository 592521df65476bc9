package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * Writes batches of entries to the store, some kilobytes at a time. Where a write fails, it goes on at the same byte when it
 * is asked again. One thread, but for the counters.
 */
final class EntryAppender {

    private static final int MAX_CHUNK = 256 << 10;

    private final SegmentStore store;
    private final IncidentLog log;
    private final RecordWriter records;

    /** Events on disk, losses not counted. Written by the writer with release. */
    private final AtomicLong appended = new AtomicLong();
    /** Events that are too large, or of no kind that can be kept. Written by the writer with release. */
    private final AtomicLong refused = new AtomicLong();

    // The batch: its entries from next to count are not encoded yet.
    private MonitorEvent[] batch = new MonitorEvent[0];
    private int next;
    private int count;
    // What is encoded and not written yet ends here.
    private long sequence;
    private long ordinal;
    private int events;
    private boolean isRefusing;

    EntryAppender(SegmentStore store, IncidentLog log) {
        this.store = store;
        this.log = log;
        this.records = new RecordWriter(store.identity());
    }

    /**
     * The next batch; the one before is written.
     *
     * @param newBatch from index 0 on; not changed before it is written
     * @param newCount how many entries
     * @param endOrdinal how many events, losses not counted, there were up to and with its last entry
     */
    void begin(MonitorEvent[] newBatch, int newCount, long endOrdinal) {
        batch = newBatch;
        next = 0;
        count = newCount;
        // Events that were lost before this batch are named by its first entry.
        ordinal = endOrdinal;
        for (var index = 0; index < newCount; index++) {
            ordinal -= ordinals(newBatch[index]);
        }
    }

    /**
     * Writes the batch, or what is left of it.
     *
     * @throws IOException when the system refused; call it again
     */
    void proceed() throws IOException {
        while (true) {
            encode();
            if (records.length() == 0) {
                return;
            }
            store.append(records.memory(), records.length(), sequence, ordinal);
            records.clear();
            appended.setRelease(appended.getPlain() + events);
            events = 0;
        }
    }

    /** Events on disk, losses not counted. Any thread. */
    long appended() {
        return appended.getAcquire();
    }

    /** Events that could not be kept, for whatever they are. Any thread. */
    long refused() {
        return refused.getAcquire();
    }

    private void encode() {
        var chunk = Math.min(MAX_CHUNK, store.maxRecordBytes() / 4);
        while (next < count && records.length() < chunk) {
            var event = batch[next++];
            ordinal += ordinals(event);
            sequence = event.sequence();
            try {
                records.add(event, ordinal, store.maxRecordBytes());
                events += ordinals(event);
                isRefusing = false;
            } catch (IllegalArgumentException reason) {
                refuse(event, reason);
            }
        }
    }

    private void refuse(MonitorEvent event, IllegalArgumentException reason) {
        var header = new EventHeader(event.sequence(), event.time(), event.channel());
        records.add(new EventsLost(header, 1L, event.sequence(), event.sequence(), LossPlace.JOURNAL), ordinal, Integer.MAX_VALUE);
        refused.setRelease(refused.getPlain() + 1);
        if (!isRefusing) {
            isRefusing = true;
            log.warn("durable journal: " + reason.getMessage() + "; a loss takes its place");
        }
    }

    private static int ordinals(MonitorEvent event) {
        return event instanceof LossEvent ? 0 : 1;
    }
}
