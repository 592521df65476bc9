package org.prmonitor.bench.internal.lanes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** How long threads have been on a processor. */
final class ProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /** Of all threads together whose names begin so, in nanoseconds; 0 for none. */
    static long ofThreads(String prefix) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(prefix))
                .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())))
                .sum();
    }

    /** Of this thread, in nanoseconds. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
