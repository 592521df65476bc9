package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** Tens of thousands of short-lived processes, each of them compared with what its own parent knows of it. */
@Requires({Requirement.EBPF, Requirement.GCC})
@Timeout(300)
class StormIT {

    private static final String COUNT = "20000";

    @TempDir
    private Path folder;

    /** In the arguments of this test's processes only: the kernel shows those of other tests on this machine too. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    void everyProcessOfOneStorm() throws Exception {
        var storm = TestProgram.compile("storm", folder);
        try (var prmonitor = PrMonitorProcess.start("--format=json")) {
            assertEquals("linux-ebpf", prmonitor.awaitReady());
            var expected = storm.run(COUNT, mark + "-alone", "1");
            assertComplete(prmonitor, List.of(expected));
        }
    }

    @Test
    void everyProcessOfTwoStormsAtOnce() throws Exception {
        var storm = TestProgram.compile("storm", folder);
        try (var prmonitor = PrMonitorProcess.start("--format=json")) {
            assertEquals("linux-ebpf", prmonitor.awaitReady());
            var first = storm.start(COUNT, mark + "-first");
            var second = storm.start(COUNT, mark + "-second");
            assertComplete(prmonitor, List.of(first.lines(), second.lines()));
        }
    }

    /** @param storms what each said: process id, raw wait status and arguments, separated by tabs */
    private void assertComplete(PrMonitorProcess prmonitor, List<List<String>> storms) throws Exception {
        prmonitor.interrupt();
        assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
        var stream = Stream.of(prmonitor);
        assertEquals(0, stream.assertEveryNumberOnce());

        var starts = new HashMap<String, JsonLine>();
        for (var line : stream.of(EventTopics.PROCESS_STARTED)) {
            if (String.valueOf(line.get(EventKeys.COMMAND_LINE)).startsWith("storm-child " + mark)) {
                assertNull(starts.put((String) line.get(EventKeys.COMMAND_LINE), line), () -> "twice: " + line);
            }
        }
        // Process ids come back in a storm of this size: only the key says which process ended.
        var exits = new HashMap<String, JsonLine>();
        for (var line : stream.of(EventTopics.PROCESS_EXITED)) {
            assertNull(exits.put((String) line.get(EventKeys.PROCESS_KEY), line), () -> "twice: " + line);
        }
        var wrong = new ArrayList<String>();
        var processes = 0;
        for (var storm : storms) {
            for (var line : storm) {
                processes++;
                var fields = line.split("\t");
                var start = starts.get(fields[2]);
                var exit = start == null ? null : exits.get((String) start.get(EventKeys.PROCESS_KEY));
                if (start == null
                        || exit == null
                        || start.number(EventKeys.PROCESS_ID) != Long.parseLong(fields[0])
                        || !List.of(fields[2].split(" ")).equals(start.get(EventKeys.COMMAND_ARGS))
                        || !fields[2].equals(exit.get(EventKeys.COMMAND_LINE))
                        || Stream.status(exit) != Integer.parseInt(fields[1])
                        || start.number(EventKeys.SEQUENCE) >= exit.number(EventKeys.SEQUENCE)) {
                    wrong.add(line + " start " + start + " exit " + exit);
                }
            }
        }
        assertEquals(List.of(), wrong.subList(0, Math.min(3, wrong.size())), wrong.size() + " wrong");
        assertEquals(processes, starts.size());
    }
}
