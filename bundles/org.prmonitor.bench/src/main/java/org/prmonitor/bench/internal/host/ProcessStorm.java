package org.prmonitor.bench.internal.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that come and go as fast as two shells can start them. */
public final class ProcessStorm {

    private static final int SHELLS = 2;

    /** Each turn starts a process with an image of its own. */
    private static final List<String> ENDLESS = List.of("sh", "-c", "while :; do /bin/true; done");

    private static final String COUNTED = "n=$0; while [ \"$n\" -gt 0 ]; do /bin/true; n=$((n-1)); done";

    private final List<String> loop;
    private final List<Process> shells = new ArrayList<>();

    private ProcessStorm(List<String> loop) {
        this.loop = loop;
    }

    /** Goes on until {@link #end}. */
    public static ProcessStorm endless() {
        return new ProcessStorm(ENDLESS);
    }

    /** Comes to an end by itself after so many processes, rounded down to an even number; the two shells not counted. */
    public static ProcessStorm of(int processes) {
        return new ProcessStorm(List.of("sh", "-c", COUNTED, Integer.toString(processes / SHELLS)));
    }

    /** Starts the shells. */
    public void begin() throws IOException {
        for (var shell = 0; shell < SHELLS; shell++) {
            shells.add(new ProcessBuilder(loop)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
    }

    /** Whether a shell still runs. */
    public boolean isRunning() {
        return shells.stream().anyMatch(Process::isAlive);
    }

    /** Ends it now. */
    public void end() throws InterruptedException {
        for (var shell : shells) {
            shell.destroyForcibly().waitFor();
        }
        shells.clear();
    }
}
