package org.prmonitor.nativeaccess.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct prm_counters} in memory that the kernel shares: read without a system call, while the kernel counts on. The
 * owner of the memory sees to it that nobody reads after it is unmapped.
 */
public final class WireCounters {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer memory;

    /** Over memory of at least {@link WireLayout#COUNTERS_SIZE} bytes. */
    public WireCounters(ByteBuffer memory) {
        if (memory.capacity() < WireLayout.COUNTERS_SIZE) {
            throw new IllegalArgumentException("counters in " + memory.capacity() + " bytes");
        }
        this.memory = memory;
    }

    /** Events that found no room, since the session began. */
    public long lost() {
        return (long) LONG.getAcquire(memory, WireLayout.COUNTERS_LOST);
    }

    /**
     * Events that passed the filters, since the session began: at least those that were stored or lost before the call,
     * because each of them was counted here first.
     */
    public long seen() {
        var seen = 0L;
        for (var slot = WireLayout.COUNTERS_SLOTS; slot < WireLayout.COUNTERS_SIZE; slot += WireLayout.COUNTERS_SLOT_SIZE) {
            seen += (long) LONG.getAcquire(memory, slot);
        }
        return seen;
    }
}
