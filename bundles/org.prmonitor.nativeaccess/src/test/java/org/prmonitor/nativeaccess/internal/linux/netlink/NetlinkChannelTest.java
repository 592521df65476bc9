package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.nativeaccess.internal.testsupport.CProgram;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** Against the kernel. As root: the process connector of kernels before 6.6 talks to nobody else. */
@Requires({Requirement.LINUX, Requirement.ROOT})
@Timeout(120)
class NetlinkChannelTest {

    private static final Set<EventType> ALL = EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED);

    private final NetlinkChannelProvider provider = new NetlinkChannelProvider();
    private final RecordingSink sink = new RecordingSink();

    @TempDir
    Path folder;

    private MonitorChannel open(Set<EventType> types) throws Exception {
        return provider.open(ChannelOptions.defaults().withTypes(types));
    }

    /** Drains until a process that the channel saw starting has ended for the channel as well. */
    private void drainUntilExit(MonitorChannel channel, long processId) throws Exception {
        while (sink.events(ProcessExited.class).noneMatch(event -> event.processId() == processId)) {
            channel.await(Duration.ofSeconds(1));
            channel.drain(sink);
        }
    }

    private ProcessExited exit(long processId) {
        var exits = sink.events(ProcessExited.class).filter(event -> event.processId() == processId).toList();
        assertEquals(1, exits.size(), exits::toString);
        return exits.get(0);
    }

    @Test
    void processIsForkedStartedAndExitedUnderOneKey() throws Exception {
        try (var channel = open(ALL)) {
            var before = Instant.now();
            var process = new ProcessBuilder("sh", "-c", "read line; exit 7", "an argument").start();
            var row = channel.snapshot().stream().filter(found -> found.processId() == process.pid()).findFirst().orElseThrow();
            channel.drain(sink);
            process.getOutputStream().close();
            assertEquals(7, process.waitFor());
            drainUntilExit(channel, process.pid());
            var forked = sink.events(ProcessForked.class).filter(event -> event.processId() == process.pid()).findFirst().orElseThrow();
            var self = channel.snapshot().stream().filter(found -> found.processId() == ProcessHandle.current().pid()).findFirst().orElseThrow();
            assertEquals(row.key(), forked.processKey());
            // The JDK starts processes through a helper, which executes twice; the last is what was asked for.
            var started = sink.events(ProcessStarted.class).filter(event -> event.processId() == process.pid()).reduce((first, last) -> last).orElseThrow();
            assertEquals(row.key(), started.processKey());
            assertEquals(row.imagePath(), started.imagePath());
            assertEquals(row.commandLine(), started.commandLine());
            assertEquals(row.subject().userId(), started.subject().userId());
            assertEquals(row.subject().sessionId(), started.subject().sessionId());
            assertEquals(self.key(), started.parentKey());
            assertFalse(started.time().isBefore(before.minusMillis(1)));
            assertTrue(started.commandLine().isBestEffort());
            assertTrue(started.time().isBefore(row.observedAt()), "the row contains what happened before it");
            var exited = exit(process.pid());
            assertEquals(row.key(), exited.processKey());
            assertEquals(7, exited.exitCode());
            assertNull(exited.exitSignal());
            assertEquals(Duration.between(forked.time(), exited.time()).toNanos(), exited.lifetime().toNanos(), 1e6);
            assertEquals(row.subject().userId(), exited.subject().userId());
            assertEquals(0, sink.lost());
        }
    }

    @Test
    @Requires(Requirement.GCC)
    void stormIsCompleteWithEveryStatus() throws Exception {
        var count = 5000;
        var storm = CProgram.compile("storm", folder);
        try (var channel = open(ALL)) {
            var run = storm.start(Integer.toString(count), "storm");
            drainUntilExit(channel, run.process().pid());
            var arguments = new HashMap<Long, String>();
            var statuses = new HashMap<Long, Integer>();
            for (var line : run.lines()) {
                var fields = line.split("\t");
                statuses.put(Long.valueOf(fields[0]), Integer.valueOf(fields[1]));
                arguments.put(Long.valueOf(fields[0]), fields[2]);
            }
            var parent = run.process().pid();
            var starts = sink.events(ProcessStarted.class).filter(event -> Long.valueOf(parent).equals(event.parentId())).toList();
            assertEquals(count, starts.size());
            assertEquals(arguments.keySet(), starts.stream().map(ProcessStarted::processId).collect(Collectors.toSet()));
            var forks = sink.events(ProcessForked.class).filter(event -> Long.valueOf(parent).equals(event.parentId()))
                    .collect(Collectors.toMap(ProcessForked::processKey, event -> event));
            assertEquals(count, forks.size());
            var exits = sink.events(ProcessExited.class).collect(Collectors.toMap(ProcessExited::processKey, event -> event));
            var withArguments = 0;
            for (var start : starts) {
                assertTrue(forks.containsKey(start.processKey()));
                var exit = Objects.requireNonNull(exits.get(start.processKey()));
                assertEquals(statuses.get(start.processId()) >> 8, exit.exitCode());
                if (start.commandLine() != null) {
                    assertEquals(arguments.get(start.processId()), start.commandLine().toString());
                    withArguments++;
                }
            }
            System.out.println("linux-netlink: " + withArguments + " of " + count + " with arguments");
            assertTrue(withArguments > 0);
            assertEquals(0, sink.lost());
            assertBooksBalance(channel);
        }
    }

    @Test
    @Requires(Requirement.GCC)
    void processExitsOnceHoweverItsThreadsDo() throws Exception {
        var semantics = CProgram.compile("semantics", folder);
        try (var channel = open(EnumSet.of(EventType.STARTED, EventType.EXITED))) {
            for (var command : new String[] {"five-threads 200", "leader-first", "exec-from-thread", "kill", "segv", "exit42"}) {
                var run = semantics.start(command.split(" "));
                drainUntilExit(channel, run.process().pid());
                var ends = new HashMap<Long, Integer>();
                for (var line : run.lines()) {
                    var fields = fields(line);
                    ends.put(Long.valueOf(fields.get("pid")), Integer.valueOf(fields.get("status")));
                    exit(Long.parseLong(fields.get("pid")));
                }
                for (var end : ends.entrySet()) {
                    var exit = exit(end.getKey());
                    var signal = end.getValue() & 0x7f;
                    assertEquals(signal == 0 ? null : signal, exit.exitSignal(), command);
                    assertEquals(signal == 0 ? end.getValue() >> 8 : null, exit.exitCode(), command);
                }
            }
            assertEquals(0, sink.lost());
        }
    }

    @Test
    @Requires(Requirement.GCC)
    void idThatComesBackIsAnotherProcess() throws Exception {
        var semantics = CProgram.compile("semantics", folder);
        try (var channel = open(ALL)) {
            var run = semantics.start("pid-reuse");
            drainUntilExit(channel, run.process().pid());
            var lines = run.lines();
            var last = fields(lines.get(lines.size() - 1));
            var exits = sink.events(ProcessExited.class).filter(event -> event.processId() == Long.parseLong(last.get("pid"))).toList();
            assertEquals(List.of(1, 2), exits.stream().map(ProcessExited::exitCode).toList());
            var keys = exits.stream().map(ProcessExited::processKey).toList();
            assertEquals(2, Set.copyOf(keys).size());
            var starts = sink.events(ProcessStarted.class).filter(event -> event.processId() == Long.parseLong(last.get("pid"))).toList();
            assertEquals(keys, starts.stream().map(ProcessStarted::processKey).toList());
            for (var start : starts) {
                var expected = start == starts.get(0) ? "semantics child 1 first" : "semantics child 2 second";
                assertTrue(start.commandLine() == null || start.commandLine().toString().equals(expected), start::toString);
            }
        }
    }

    private static Map<String, String> fields(String line) {
        var fields = new HashMap<String, String>();
        for (var field : line.split(" ")) {
            fields.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
        }
        return fields;
    }

    @Test
    @Requires(Requirement.GCC)
    void overflowIsCountedToTheLastMessageAndTheStreamGoesOn() throws Exception {
        var count = 2000;
        var storm = CProgram.compile("storm", folder);
        // Room for some hundred messages; nobody reads while the storm blows.
        try (var channel = provider.open(new ChannelOptions(ALL, 64 << 10, 0))) {
            for (var round = 1; round <= 5; round++) {
                var before = sink.events().size() + sink.lost();
                var processes = storm.start(Integer.toString(count), "storm").lines().size();
                assertTrue(channel.await(Duration.ofSeconds(10)));
                channel.drain(sink);
                assertTrue(sink.losses().size() >= round);
                // fork, exec and exit of each: what is not there was counted; what else was counted are other processes and threads.
                var accounted = sink.events().size() + sink.lost() - before;
                assertTrue(accounted >= 3L * processes, () -> accounted + " of " + 3 * processes);
                assertBooksBalance(channel);
            }
            // Everything after the gap is complete again.
            var lost = sink.lost();
            var process = new ProcessBuilder("sh", "-c", "exit 5").start();
            drainUntilExit(channel, process.pid());
            assertEquals(5, exit(process.pid()).exitCode());
            assertEquals(lost, sink.lost());
            assertBooksBalance(channel);
        }
    }

    @Test
    void smallestBufferLosesAndCountsAndEnds() throws Exception {
        try (var channel = provider.open(new ChannelOptions(ALL, 1, 0))) {
            for (var index = 0; index < 20; index++) {
                assertEquals(0, new ProcessBuilder("true").start().waitFor());
                channel.drain(sink);
            }
            assertTrue(sink.lost() > 0);
            assertBooksBalance(channel);
        }
    }

    private void assertBooksBalance(MonitorChannel channel) {
        var books = channel.statistics();
        assertEquals(sink.events().size(), books.delivered());
        assertEquals(sink.lost(), books.lost());
        assertEquals(books.delivered() + books.lost(), books.seen());
    }

    @Test
    void typesAreChosen() throws Exception {
        try (var channel = open(EnumSet.of(EventType.EXITED))) {
            var process = new ProcessBuilder("true").start();
            drainUntilExit(channel, process.pid());
            assertTrue(sink.events().stream().allMatch(ProcessExited.class::isInstance));
            assertBooksBalance(channel);
        }
    }

    @Test
    void excludedProcessIsLeftOutAndNobodyElse() throws Exception {
        var waiting = new ProcessBuilder("sh", "-c", "read line; exec true").start();
        try (var channel = provider.open(new ChannelOptions(ALL, 1 << 20, waiting.pid()))) {
            waiting.getOutputStream().close();
            waiting.waitFor();
            var other = new ProcessBuilder("true").start();
            drainUntilExit(channel, other.pid());
            assertTrue(sink.events(ProcessExited.class).noneMatch(event -> event.processId() == waiting.pid()));
            assertTrue(sink.events(ProcessStarted.class).noneMatch(event -> event.processId() == waiting.pid()));
            assertBooksBalance(channel);
        }
    }

    @Test
    void processThatRanBeforeExitsUnderTheKeyOfItsRow() throws Exception {
        var waiting = new ProcessBuilder("sh", "-c", "read line; exit 9").start();
        try (var channel = open(ALL)) {
            var row = channel.snapshot().stream().filter(found -> found.processId() == waiting.pid()).findFirst().orElseThrow();
            waiting.getOutputStream().close();
            drainUntilExit(channel, waiting.pid());
            assertEquals(row.key(), exit(waiting.pid()).processKey());
            assertEquals(9, exit(waiting.pid()).exitCode());
            assertNotNull(exit(waiting.pid()).lifetime());
        }
    }

    @Test
    void keysAreThoseOfProc() throws Exception {
        try (var channel = open(ALL)) {
            var children = new HashSet<Process>();
            for (var index = 0; index < 100; index++) {
                children.add(new ProcessBuilder("cat").start());
            }
            var rows = channel.snapshot().stream().collect(Collectors.toMap(RunningProcess::processId, RunningProcess::key));
            for (var child : children) {
                child.getOutputStream().close();
                drainUntilExit(channel, child.pid());
            }
            var keys = new HashMap<Long, Set<ProcessKey>>();
            sink.events(ProcessForked.class).forEach(event -> keys.computeIfAbsent(event.processId(), id -> new HashSet<>()).add(event.processKey()));
            sink.events(ProcessStarted.class).forEach(event -> keys.computeIfAbsent(event.processId(), id -> new HashSet<>()).add(event.processKey()));
            sink.events(ProcessExited.class).forEach(event -> keys.computeIfAbsent(event.processId(), id -> new HashSet<>()).add(event.processKey()));
            for (var child : children) {
                assertEquals(Set.of(rows.get(child.pid())), keys.get(child.pid()));
            }
        }
    }

    @Test
    void wakeupEndsAWait() throws Exception {
        try (var channel = provider.open(new ChannelOptions(Set.of(), 1 << 20, 0))) {
            channel.wakeup();
            // Other processes may end a wait too; a wait that nothing ends takes longer than this test may.
            channel.await(Duration.ofDays(1));
            channel.drain(sink);
            var waker = new Thread(channel::wakeup);
            waker.start();
            channel.await(Duration.ofDays(1));
            waker.join();
            assertEquals(0, sink.events().size());
        }
    }

    @Test
    void nothingStaysOpen() throws Exception {
        assertTrue(provider.readiness().ready(), () -> provider.readiness().detail());
        var descriptors = descriptors();
        for (var round = 0; round < 50; round++) {
            assertTrue(provider.readiness().ready());
            var channel = open(ALL);
            channel.drain(sink);
            var books = channel.statistics();
            channel.close();
            channel.close();
            channel.wakeup();
            assertEquals(books, channel.statistics());
        }
        assertEquals(descriptors, descriptors());
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
