package org.prmonitor.sample.onexit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandQueueTest {

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private static ExitedProcess exited(long processId) {
        return new ExitedProcess(Map.of("PRMONITOR_PROCESS_ID", Long.toString(processId)));
    }

    private CommandQueue queue(int waiting, List<ExitedProcess> before, String... program) {
        return new CommandQueue(
                new OnExitSettings("rule", Programs.command(program), Duration.ofMinutes(1), waiting), before, lines::add, lines::add);
    }

    private String line() throws InterruptedException {
        return String.valueOf(lines.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void oneAtATimeAndInOrder() throws Exception {
        var queue = queue(10, List.of(exited(1)), "print", "x");
        queue.add(exited(2));
        queue.add(exited(3));
        for (var process = 1; process <= 3; process++) {
            assertEquals("rule for process " + process + ": x", line());
            assertTrue(line().startsWith("rule for process " + process + ": exit 0"));
        }
        assertEquals(List.of(), queue.close());
    }

    @Test
    void nobodyWaitsAndWhatIsTooMuchIsSaidOnce() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(30_000);
            var queue = queue(2, List.of(), "connect", Integer.toString(server.getLocalPort()));
            queue.add(exited(1));
            // Only once it runs is there room for exactly two more.
            try (var first = server.accept()) {
                for (var process = 2; process <= 6; process++) {
                    queue.add(exited(process));
                }
                assertEquals("rule: as many runs wait as may; what comes beyond is dropped", line());
                assertEquals(List.of(exited(2), exited(3)), queue.close());
                // Killed, and no command after it begins.
                assertEquals(-1, first.getInputStream().read());
            }
        }
        assertEquals(List.of(), List.copyOf(lines));
    }

    @Test
    void whatWaitsIsGivenBackInOrder() throws Exception {
        var queue = queue(10, List.of(exited(1), exited(2), exited(3)), "forever");
        queue.add(exited(4));
        var rest = queue.close();
        assertEquals(List.of(exited(2), exited(3), exited(4)), rest.subList(rest.size() - 3, rest.size()));
    }
}
