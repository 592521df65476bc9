package org.prmonitor.bench.internal.soak;

import java.util.HashSet;
import java.util.Set;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;

/** Counts the processes of a storm by their arguments. Its lane's thread brings events, the run's thread asks. */
final class StormListener implements MonitorEventListener {

    private static final int MARK = 1;
    private static final int NAME = 2;

    // All below: guarded by this object's monitor.
    private String storm = "";
    private final Set<ProcessKey> alive = new HashSet<>();
    private int started;
    private int exited;

    /**
     * What was seen of a storm.
     *
     * @param started with its exact arguments
     * @param exited of those, with 0
     */
    record Seen(int started, int exited) {}

    /** From now on this one is counted, and none before. */
    synchronized void begin(String name) {
        storm = name;
        alive.clear();
        started = 0;
        exited = 0;
    }

    synchronized Seen seen() {
        return new Seen(started, exited);
    }

    @Override
    public synchronized void onEvent(MonitorEvent event) {
        if (event instanceof ProcessStarted start) {
            var line = start.commandLine();
            var arguments = line == null ? null : line.arguments();
            if (arguments != null && arguments.size() == NAME + 2 && arguments.get(MARK).equals(StormShells.MARK) && arguments.get(NAME).equals(storm)
                    && alive.add(start.subject().key())) {
                started++;
            }
        } else if (event instanceof ProcessExited exit && alive.remove(exit.subject().key()) && Integer.valueOf(0).equals(exit.exitCode())) {
            exited++;
        }
    }
}
