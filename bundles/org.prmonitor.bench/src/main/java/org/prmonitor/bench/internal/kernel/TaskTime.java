package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How long a process has been on a processor, as {@code /proc/PID/task/TID/schedstat} says it: what other programs leave alone.
 *
 * @param reading nanoseconds of the threads that read and hand over
 * @param all nanoseconds of all threads, those of the compilers and the garbage collector included
 */
record TaskTime(long reading, long all) {

    /** @param prefix what the names of the threads that count as reading begin with */
    static TaskTime of(long processId, String prefix) throws IOException {
        var reading = 0L;
        var all = 0L;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(processId), "task"))) {
            for (var task : tasks) {
                try {
                    var schedule = Files.readString(task.resolve("schedstat"));
                    var nanos = Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
                    all += nanos;
                    if (Files.readString(task.resolve("comm")).startsWith(prefix)) {
                        reading += nanos;
                    }
                } catch (NoSuchFileException endedMeanwhile) {
                    // A thread that has ended is one of the compiler's.
                }
            }
        }
        return new TaskTime(reading, all);
    }

    TaskTime since(TaskTime before) {
        return new TaskTime(reading - before.reading, all - before.all);
    }
}
