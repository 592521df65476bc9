package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.prmonitor.bench.internal.host.BenchException;

/** How long after its start a tool has its first event in its output, while processes start at every moment. */
final class FirstEventProbe {

    private static final long GLANCE_MILLIS = 2;
    private static final long PATIENCE_SECONDS = 30;

    /** A process every 5 ms, whose argument is no other's. */
    private static final String TRICKLE = "while :; do sleep 0.00512; done";

    private static final Pattern EVENT = Pattern.compile("0\\.00512");

    private FirstEventProbe() {}

    /**
     * Starts the tool, and ends it when it has written an event.
     *
     * @return in seconds
     */
    static double seconds(Tool tool, Path folder) throws IOException, InterruptedException, BenchException {
        var trickle = new ProcessBuilder("sh", "-c", TRICKLE).start();
        try {
            var begin = System.nanoTime();
            try (var running = RunningTool.start(tool, folder)) {
                while (!hasEvent(running)) {
                    if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                        throw new BenchException(tool.name() + " reports nothing within " + PATIENCE_SECONDS + " s");
                    }
                    Thread.sleep(GLANCE_MILLIS);
                }
                return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
            }
        } finally {
            trickle.destroyForcibly().waitFor();
        }
    }

    private static boolean hasEvent(RunningTool tool) throws IOException {
        for (var output : tool.outputs()) {
            if (EVENT.matcher(Files.readString(output, StandardCharsets.ISO_8859_1)).find()) {
                return true;
            }
        }
        return false;
    }
}
