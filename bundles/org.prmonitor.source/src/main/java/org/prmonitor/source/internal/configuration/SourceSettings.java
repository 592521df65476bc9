package org.prmonitor.source.internal.configuration;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.EventType;

/**
 * The source's settings, all of them sensible.
 *
 * @param channel a channel's name, or {@link #AUTO}
 * @param types what is published, at least one
 * @param filter what else an event must match to be published; null for nothing
 * @param ringBytes size of the kernel's ring in bytes
 * @param journalEvents how many events the journal keeps
 * @param lingerMillis milliseconds between the kernel's signal and the drain; four times as many while a burst goes on
 * @param snapshot whether the processes that run already are journaled
 * @param processTable whether a process table is kept
 * @param processTableSize how many processes it keeps
 * @param excludeSelf whether this Java process's own events are left out
 * @param cursorMinutes for how long a listener's place in the journal is kept while its bundle is away
 * @param listenerThreads what listeners run on
 * @param durableDirectory where the journal on disk is; empty for the source's own data area
 * @param durableBytes how much disk it may take
 * @param durableSync when it is written to the device
 * @param durableDays for how many days a durable listener's place is kept while nobody comes for it
 */
public record SourceSettings(
        String channel,
        Set<EventType> types,
        @Nullable Filter filter,
        int ringBytes,
        int journalEvents,
        int lingerMillis,
        boolean snapshot,
        boolean processTable,
        int processTableSize,
        boolean excludeSelf,
        int cursorMinutes,
        ListenerThreadMode listenerThreads,
        String durableDirectory,
        long durableBytes,
        SyncPolicy durableSync,
        int durableDays) {

    /** The best channel that opens. */
    public static final String AUTO = "auto";

    static final int MIN_RING_BYTES = 4 << 10;
    static final int MAX_RING_BYTES = 1 << 30;
    static final int DEFAULT_RING_BYTES = ChannelOptions.DEFAULT_RING_BYTES;
    static final int MIN_JOURNAL_EVENTS = 16;
    static final int MAX_JOURNAL_EVENTS = 1 << 24;
    static final int DEFAULT_JOURNAL_EVENTS = 1 << 16;
    static final int MAX_LINGER_MILLIS = 1_000;
    static final int DEFAULT_LINGER_MILLIS = 5;
    static final int MIN_TABLE_SIZE = 16;
    static final int MAX_TABLE_SIZE = 1 << 22;
    static final int DEFAULT_TABLE_SIZE = 1 << 16;
    static final int MAX_CURSOR_MINUTES = 7 * 24 * 60;
    static final int DEFAULT_CURSOR_MINUTES = 10;
    static final long MIN_DURABLE_BYTES = 1 << 20;
    static final long MAX_DURABLE_BYTES = 1L << 40;
    static final long DEFAULT_DURABLE_BYTES = 256 << 20;
    static final int MIN_DURABLE_DAYS = 1;
    static final int MAX_DURABLE_DAYS = 3_650;
    static final int DEFAULT_DURABLE_DAYS = 7;

    private static final Set<EventType> TABLE_TYPES = EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED);

    /** Copies the types. */
    public SourceSettings {
        types = Set.copyOf(types);
    }

    /** What holds where nothing is configured. */
    public static SourceSettings defaults() {
        return new SourceSettings(
                AUTO,
                EnumSet.of(EventType.STARTED, EventType.EXITED),
                null,
                DEFAULT_RING_BYTES,
                DEFAULT_JOURNAL_EVENTS,
                DEFAULT_LINGER_MILLIS,
                false,
                true,
                DEFAULT_TABLE_SIZE,
                false,
                DEFAULT_CURSOR_MINUTES,
                ListenerThreadMode.AUTO,
                "",
                DEFAULT_DURABLE_BYTES,
                SyncPolicy.INTERVAL,
                DEFAULT_DURABLE_DAYS);
    }

    /** Whether the best channel that opens is wanted, rather than a certain one. */
    public boolean isAuto() {
        return channel.equals(AUTO);
    }

    /** What is asked of a channel: the process table needs more than what is published. */
    public ChannelOptions channelOptions() {
        var asked = EnumSet.copyOf(types);
        if (processTable) {
            asked.addAll(TABLE_TYPES);
        }
        return new ChannelOptions(asked, ringBytes, excludeSelf ? ProcessHandle.current().pid() : 0);
    }
}
