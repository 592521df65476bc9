package org.prmonitor.bench.internal.swap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that come and go as fast as two shells can start them. */
final class ProcessStorm {

    private static final int SHELLS = 2;

    /** Each turn starts a process with an image of its own. */
    private static final List<String> LOOP = List.of("sh", "-c", "while :; do /bin/true; done");

    private final List<Process> shells = new ArrayList<>();

    void begin() throws IOException {
        for (var shell = 0; shell < SHELLS; shell++) {
            shells.add(new ProcessBuilder(LOOP)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
    }

    void end() throws InterruptedException {
        for (var shell : shells) {
            shell.destroyForcibly().waitFor();
        }
        shells.clear();
    }
}
