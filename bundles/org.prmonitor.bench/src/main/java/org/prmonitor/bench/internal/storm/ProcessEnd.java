package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** How a program that was started here comes to its end. */
final class ProcessEnd {

    /** Of SIGINT in the masks of {@code proc(5)}: signal 1 is the lowest bit. */
    private static final long INTERRUPT = 1 << 1;

    private static final String IGNORED = "SigIgn:";

    private ProcessEnd() {}

    /**
     * Asks it to end as Ctrl-C does, or with SIGTERM where it ignores that: what a script starts in the background begins with SIGINT ignored, its children
     * too, and a JVM leaves that as it is. It is not SIGTERM for all: it kills execsnoop and exitsnoop with what they have not written, and these take SIGINT
     * however they were started.
     */
    static void ask(Process process) throws IOException, InterruptedException {
        if (ignoresInterrupt(process.pid())) {
            process.destroy();
        } else {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        }
    }

    private static boolean ignoresInterrupt(long processId) throws IOException {
        try {
            for (var line : Files.readAllLines(Path.of("/proc/" + processId + "/status"))) {
                if (line.startsWith(IGNORED)) {
                    return (Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16) & INTERRUPT) != 0;
                }
            }
        } catch (NoSuchFileException gone) {
            // It has ended already.
        }
        return false;
    }

    /**
     * Waits until it is gone, also where this thread is interrupted: whoever cleans up has that before it.
     *
     * @return false where it was still there after that time
     */
    static boolean await(Process process, long seconds) {
        try {
            process.onExit().orTimeout(seconds, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException late) {
            return false;
        }
    }
}
