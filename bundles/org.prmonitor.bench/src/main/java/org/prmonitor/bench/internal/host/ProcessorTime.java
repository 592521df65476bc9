package org.prmonitor.bench.internal.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** How long threads have been on a processor, in nanoseconds. */
public final class ProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /** Of all threads together whose names begin so, in nanoseconds; 0 for none. */
    public static long ofThreads(String prefix) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(prefix))
                .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())))
                .sum();
    }

    /** Of this thread, in nanoseconds. */
    public static long ofThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Of all threads of this JVM, its compilers and its garbage collector included; negative where the system does not tell. */
    public static long ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system ? system.getProcessCpuTime() : -1;
    }
}
