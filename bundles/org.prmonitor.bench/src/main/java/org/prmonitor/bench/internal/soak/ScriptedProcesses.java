package org.prmonitor.bench.internal.soak;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.ScriptedProcess;

/**
 * Processes as a machine has them: a start and an exit in turn, each process unlike every other, {@value #ALIVE} of them alive at
 * any time, and process ids that come back.
 */
final class ScriptedProcesses {

    /** Those that exit first ran before anybody watched. */
    private static final int ALIVE = 500;

    /** As Linux has it on a 64-bit machine. */
    private static final long PROCESS_IDS = 4_194_304;

    private static final Duration LIFETIME = Duration.ofMillis(100);
    private static final String IMAGE = "/usr/bin/cc";

    private ScriptedProcesses() {}

    /**
     * A feed.
     *
     * @param first how many processes there were in the feeds before
     * @param raised how many events there are by now
     */
    static ScriptedFeed feed(long first, LongSupplier raised) {
        return new ScriptedFeed(EventType.STARTED, raised, (number, header) -> event(first + number / 2, number % 2 == 1, header));
    }

    private static MonitorEvent event(long process, boolean starts, EventHeader header) {
        if (starts) {
            var number = process + ALIVE;
            var arguments = CommandLine.ofArguments("cc", "-c", "source" + number + ".c", "-O2");
            return new ProcessStarted(header, subject(number), 1L, null, null, IMAGE, arguments, false);
        }
        return new ProcessExited(header, subject(process), 0, null, LIFETIME, null, null);
    }

    private static ProcessSubject subject(long number) {
        return ProcessSubject.of(new ProcessKey(ScriptedProcess.BOOT, number % PROCESS_IDS + 1, number));
    }
}
