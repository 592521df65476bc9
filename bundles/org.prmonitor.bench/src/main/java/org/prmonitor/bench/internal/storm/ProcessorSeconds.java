package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code proc(5)} says of another process. */
final class ProcessorSeconds {

    /** {@code USER_HZ}, in which it counts: 100 on every architecture that we run on. */
    static final double TICKS_PER_SECOND = 100;

    /** Fields 14 and 15 of {@code stat}, counted from the one behind the name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private ProcessorSeconds() {}

    /** User and system time of all threads of a process since its start, in seconds. */
    static double of(long processId) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + processId + "/stat"));
        // The name may have spaces and brackets in it.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }
}
