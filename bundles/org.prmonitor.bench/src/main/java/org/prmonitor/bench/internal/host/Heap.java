package org.prmonitor.bench.internal.host;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/** The heap of this JVM. */
public final class Heap {

    /** What a collection may leave more or less of without anybody holding it. */
    public static final long FLAT_BYTES = 4 << 20;

    private Heap() {}

    /**
     * What a full collection left, in bytes; or, where a young one has come since, because events go on, also what that one took for
     * alive.
     */
    public static double inUse() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
