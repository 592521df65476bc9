package org.prmonitor.api.channel;

import java.util.EnumSet;
import java.util.Set;
import org.prmonitor.api.event.EventType;

/**
 * What the source asks of a channel.
 *
 * @param types what to report; a channel leaves out what it cannot see
 * @param ringBytes the size of the kernel's ring; a channel rounds it up to what its kernel takes
 * @param excludedProcessId a process whose own events are left out, typically this one; 0 for none
 */
public record ChannelOptions(Set<EventType> types, int ringBytes, long excludedProcessId) {

    /** 4 MB: two seconds of the busiest storm measured. */
    public static final int DEFAULT_RING_BYTES = 4 << 20;

    /**
     * Copies the types.
     *
     * @param types the record's component
     * @param ringBytes the record's component
     * @param excludedProcessId the record's component
     */
    public ChannelOptions {
        if (ringBytes < 1) {
            throw new IllegalArgumentException("ring of " + ringBytes + " bytes");
        }
        types = Set.copyOf(types);
    }

    /**
     * Starts and exits of every process, this one included.
     *
     * @return the types of a source that nobody configured, and a ring of {@link #DEFAULT_RING_BYTES}
     */
    public static ChannelOptions defaults() {
        return new ChannelOptions(EnumSet.of(EventType.STARTED, EventType.EXITED), DEFAULT_RING_BYTES, 0);
    }

    /**
     * The same with other types.
     *
     * @param newTypes copied
     * @return with these types, and all else as here
     */
    public ChannelOptions withTypes(Set<EventType> newTypes) {
        return new ChannelOptions(newTypes, ringBytes, excludedProcessId);
    }

    /**
     * The same with another ring.
     *
     * @param newRingBytes above 0
     * @return with this ring, and all else as here
     */
    public ChannelOptions withRingBytes(int newRingBytes) {
        return new ChannelOptions(types, newRingBytes, excludedProcessId);
    }
}
