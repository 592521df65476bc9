package org.prmonitor.bench.internal.growth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.ScriptedProcess;

/** So many processes start; then the oldest exits and another one starts, in turn. Pump's thread. */
final class Turnover implements ScriptedFeed.Factory {

    private static final int DIGITS = 8;

    private final long running;

    /** Copied for every start. */
    private final byte[] arguments;

    /**
     * A world of processes.
     *
     * @param running how many there are
     * @param argumentBytes how long the command line of each is
     */
    Turnover(int running, int argumentBytes) {
        this.running = running;
        this.arguments = new byte[argumentBytes];
        Arrays.fill(arguments, (byte) 'x');
        var words = "00000000\0/opt/fleet/worker.py\0--verbose=yes\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, arguments, 0, Math.min(words.length, argumentBytes));
    }

    @Override
    public MonitorEvent create(long number, EventHeader header) {
        if (number <= running) {
            return started(number, header);
        }
        var turn = (number - running - 1) / 2 + 1;
        return (number - running & 1) == 1 ? exited(turn, header) : started(running + turn, header);
    }

    private MonitorEvent started(long process, EventHeader header) {
        // No two command lines are the same, as few are.
        for (var digit = 0; digit < Math.min(DIGITS, arguments.length); digit++) {
            arguments[digit] = (byte) ('a' + (process >> 4 * digit & 0xf));
        }
        return new ProcessStarted(
                header, subject(process), null, null, null, "/usr/bin/python3.11", CommandLine.ofArgumentArea(arguments, false, false), false);
    }

    private static MonitorEvent exited(long process, EventHeader header) {
        return new ProcessExited(header, subject(process), 0, null, null, null, null);
    }

    private static ProcessSubject subject(long process) {
        return ProcessSubject.of(new ProcessKey(ScriptedProcess.BOOT, process, 1));
    }
}
