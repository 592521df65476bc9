package org.prmonitor.bench.internal.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What threads of this JVM have allocated, as the JVM counts it. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** By all living threads together whose names begin so, in bytes. */
    static long ofThreads(String prefix) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(prefix))
                .mapToLong(thread -> Math.max(0, THREADS.getThreadAllocatedBytes(thread.getThreadId())))
                .sum();
    }
}
