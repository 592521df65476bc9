package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** What is hard to report right, from the kernel to the console's lines. */
@Requires({Requirement.EBPF, Requirement.GCC, Requirement.ROOT})
@Timeout(180)
class SemanticsIT {

    @TempDir
    private Path folder;

    private TestProgram semantics;

    @BeforeEach
    void compile() throws Exception {
        semantics = TestProgram.compile("semantics", folder);
    }

    @Test
    void fiveThreadsThatExitAtOnceAreOneExit() throws Exception {
        var run = run("five-threads", "2000");
        assertEquals(2000, run.processes().size());
        var exits = new HashMap<String, Integer>();
        run.stream().of(EventTopics.PROCESS_EXITED)
                .forEach(exit -> exits.merge((String) exit.get(EventKeys.PROCESS_KEY), 1, Integer::sum));
        assertEquals(Map.of(), removeOnes(exits));
        for (var process : run.processes()) {
            assertTrue(!run.stream().exited(pid(process)).isEmpty(), () -> "no exit of " + process);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leader-first", "exec-from-thread", "kill", "segv", "exit42", "clone-parent"})
    void endsAreReportedOnceAndAsTheParentGotThem(String command) throws Exception {
        var run = run(command);
        for (var process : run.processes()) {
            var exit = only(run.stream().exited(pid(process)));
            assertEquals(Integer.parseInt(process.get("status")), Stream.status(exit), () -> command + " " + exit);
        }
    }

    @Test
    void aThreadThatExecutesBecomesTheProcess() throws Exception {
        var run = run("exec-from-thread");
        var process = run.processes().get(0);
        var start = only(run.stream().started(pid(process)));
        assertEquals(arguments(process), start.get(EventKeys.COMMAND_ARGS));
        assertEquals(Long.parseLong(process.get("thread")), start.number(EventKeys.THREAD_ID));
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() throws Exception {
        var run = run("long-argv");
        var process = run.processes().get(0);
        var start = only(run.stream().started(pid(process)));
        assertEquals(true, start.get(EventKeys.TRUNCATED));
        var whole = String.join(" ", arguments(process));
        var cut = (String) start.get(EventKeys.COMMAND_LINE);
        assertTrue(whole.startsWith(cut) && cut.length() > 16_000 && whole.length() >= 100_000, () -> cut.length() + " of " + whole.length());
    }

    @Test
    void hostileArgumentsAreRightInJson() throws Exception {
        var run = run("hostile-argv");
        var start = only(run.stream().started(pid(run.processes().get(0))));
        assertEquals(arguments(run.processes().get(0)), start.get(EventKeys.COMMAND_ARGS));
        assertNull(start.get(EventKeys.TRUNCATED));
    }

    @Test
    void hostileArgumentsAreHarmlessInText() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--color=always")) {
            prmonitor.awaitReady();
            semantics.run("hostile-argv");
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            var lines = prmonitor.output().stream().filter(line -> line.contains("\\x1b[31mred")).toList();
            assertEquals(2, lines.size(), prmonitor::describe);
            for (var line : lines) {
                // The colours of our own are the only escapes.
                var plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
                assertTrue(plain.chars().noneMatch(Character::isISOControl), plain);
                assertFalse(plain.contains("\u202e"), plain);
                assertTrue(plain.contains("new\\nline"), plain);
            }
        }
    }

    @Test
    void noArgumentAtAllIsNoArgument() throws Exception {
        var run = run("empty-argv");
        var process = run.processes().get(0);
        var start = only(run.stream().started(pid(process)));
        // Linux gives a program without arguments one empty string (since 5.18).
        assertTrue(List.of(List.of(), List.of("")).contains(start.get(EventKeys.COMMAND_ARGS)), start::toString);
    }

    @Test
    void anotherUserIsReportedAsThatUser() throws Exception {
        var run = run("setuid");
        var process = run.processes().get(0);
        var start = run.stream().started(pid(process)).stream()
                .filter(line -> arguments(process).equals(line.get(EventKeys.COMMAND_ARGS)))
                .toList();
        assertEquals(Long.parseLong(process.get("user")), only(start).number(EventKeys.USER_ID));
        assertEquals(Long.parseLong(process.get("group")), only(start).number(EventKeys.GROUP_ID));
    }

    @Test
    void aProcessIdThatComesBackIsAnotherProcess() throws Exception {
        var run = run("pid-reuse");
        var last = run.processes().subList(run.processes().size() - 2, run.processes().size());
        assertEquals(last.get(0).get("pid"), last.get(1).get("pid"));
        var keys = new ArrayList<String>();
        for (var process : last) {
            var start = only(run.stream().started(pid(process)).stream()
                    .filter(line -> arguments(process).equals(line.get(EventKeys.COMMAND_ARGS)))
                    .toList());
            var exit = only(run.stream().exited(pid(process)).stream()
                    .filter(line -> line.get(EventKeys.PROCESS_KEY).equals(start.get(EventKeys.PROCESS_KEY)))
                    .toList());
            assertEquals(Integer.parseInt(process.get("status")), Stream.status(exit));
            assertEquals(arguments(process), exit.get(EventKeys.COMMAND_ARGS));
            keys.add((String) start.get(EventKeys.PROCESS_KEY));
        }
        assertNotEquals(keys.get(0), keys.get(1));
    }

    private record Run(List<Map<String, String>> processes, Stream stream) {}

    /** What the program did, and what was printed of it. */
    private Run run(String... command) throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--format=json")) {
            prmonitor.awaitReady();
            var lines = semantics.run(command);
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            var stream = Stream.of(prmonitor);
            assertEquals(0, stream.assertEveryNumberOnce());
            return new Run(lines.stream().map(SemanticsIT::fields).toList(), stream);
        }
    }

    private static Map<String, String> fields(String line) {
        return Arrays.stream(line.split(" "))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }

    private static long pid(Map<String, String> process) {
        return Long.parseLong(process.get("pid"));
    }

    /** As JSON has them: what is no UTF-8 is replaced. */
    private static List<String> arguments(Map<String, String> process) {
        return Arrays.stream(process.get("arguments").split(",", -1))
                .map(hexadecimal -> new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.UTF_8))
                .toList();
    }

    private static <T> T only(List<T> list) {
        assertEquals(1, list.size(), list::toString);
        return list.get(0);
    }

    private static Map<String, Integer> removeOnes(Map<String, Integer> counts) {
        counts.values().removeIf(count -> count == 1);
        return counts;
    }
}
