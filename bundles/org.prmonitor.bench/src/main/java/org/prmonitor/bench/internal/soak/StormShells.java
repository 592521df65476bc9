package org.prmonitor.bench.internal.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * Two shells that start real processes when they are told to. They live as long as the run: a process that this JVM starts costs
 * it a thread and three descriptors, which would come and go with every storm. One thread.
 */
final class StormShells implements AutoCloseable {

    /** The first argument of every process of a storm. */
    static final String MARK = "prmonitor-bench-long";

    /** What they run. */
    static final String IMAGE = "/bin/true";

    private static final int SHELLS = 2;

    private static final String LOOP = "while read -r storm count; do n=0; while [ \"$n\" -lt \"$count\" ]; do " + IMAGE + " " + MARK
            + " \"$storm\" \"$n\"; n=$((n+1)); done; echo done; done";

    private final List<Process> shells = new ArrayList<>();
    private final List<BufferedReader> answers = new ArrayList<>();

    /** Starts the shells. */
    static StormShells start() throws IOException {
        var storm = new StormShells();
        for (var shell = 0; shell < SHELLS; shell++) {
            var process = new ProcessBuilder("sh", "-c", LOOP).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            storm.shells.add(process);
            storm.answers.add(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII)));
        }
        return storm;
    }

    /**
     * Starts so many processes one after the other in each shell, both at once, and waits until the last has ended. Each has the
     * arguments {@link #MARK}, the name and a number.
     *
     * @param name unlike that of every storm before
     * @param processes of both together; an even number
     */
    void raise(String name, int processes) throws IOException, BenchException {
        for (var shell : shells) {
            var line = name + " " + processes / SHELLS + "\n";
            shell.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
        }
        for (var answer : answers) {
            if (answer.readLine() == null) {
                throw new BenchException("a shell that starts processes has ended; see above");
            }
        }
    }

    /** Between two storms nothing is cut off. */
    @Override
    public void close() {
        shells.forEach(Process::destroyForcibly);
    }
}
