package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.EBPF)
class EbpfChannelTest {

    private static final Set<EventType> ALL = EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED);

    private final EbpfChannelProvider provider = new EbpfChannelProvider();
    private final RecordingSink sink = new RecordingSink();

    @Test
    void processIsSeenFromForkToExit() throws Exception {
        try (var channel = provider.open(ChannelOptions.defaults().withTypes(ALL))) {
            var process = new ProcessBuilder("/bin/sh", "-c", "exit 42", "with blank", "").start();
            assertEquals(42, process.waitFor());
            sink.drainUntilExit(channel, process.pid());
            // The JVM starts it through a helper of its own: two images, one process.
            var started = sink.started(process.pid());
            var last = started.get(started.size() - 1);
            assertEquals(CommandLine.ofArguments("/bin/sh", "-c", "exit 42", "with blank", ""), last.commandLine());
            assertEquals("/bin/sh", last.imagePath());
            assertEquals(ProcessHandle.current().pid(), last.parentId());
            assertEquals(process.pid(), last.subject().threadId());
            var exited = sink.exited(process.pid());
            assertEquals(1, exited.size());
            assertEquals(42, exited.get(0).exitCode());
            assertEquals(last.processKey(), exited.get(0).processKey());
            assertTrue(sink.events().stream()
                    .anyMatch(event -> event instanceof ProcessForked forked && forked.processKey().equals(last.processKey())));
        }
    }

    @Test
    void onlyWhatIsAskedForArrivesAndTheExcludedProcessDoesNot() throws Exception {
        var own = ProcessHandle.current().pid();
        try (var channel = provider.open(new ChannelOptions(EnumSet.of(EventType.EXITED), ChannelOptions.DEFAULT_RING_BYTES, own))) {
            var process = new ProcessBuilder("/bin/true").start();
            process.waitFor();
            sink.drainUntilExit(channel, process.pid());
            assertEquals(1, sink.exited(process.pid()).size());
            assertEquals(sink.events().size(), sink.events().stream()
                    .filter(event -> EventType.EXITED.name().equals(event.topic().substring(event.topic().lastIndexOf('/') + 1)))
                    .count());
        }
    }

    @Test
    void runningProcessHasTheKeyThatItsEventsHave() throws Exception {
        try (var channel = provider.open(ChannelOptions.defaults())) {
            var process = new ProcessBuilder("/bin/sleep", "600").start();
            var row = channel.snapshot().stream().filter(running -> running.processId() == process.pid()).toList();
            process.destroyForcibly().waitFor();
            sink.drainUntilExit(channel, process.pid());
            assertEquals(List.of(sink.exited(process.pid()).get(0).processKey()), row.stream().map(running -> running.key()).toList());
            assertEquals(9, sink.exited(process.pid()).get(0).exitSignal());
        }
    }

    @Test
    void booksCloseAndStayAfterTheChannel() throws Exception {
        var channel = provider.open(ChannelOptions.defaults().withTypes(ALL));
        var process = new ProcessBuilder("/bin/true").start();
        process.waitFor();
        sink.drainUntilExit(channel, process.pid());
        channel.close();
        var books = channel.statistics();
        assertEquals(sink.events().size(), books.delivered());
        assertEquals(0, books.lost());
        assertTrue(books.seen() >= books.delivered(), books::toString);
        channel.close();
        channel.wakeup();
        assertEquals(books, channel.statistics());
        assertThrows(IllegalStateException.class, () -> channel.drain(sink));
        assertThrows(IllegalStateException.class, () -> channel.await(Duration.ZERO));
    }

    @Test
    void afterDetachingInAStormNothingIsLeftBehind() throws Exception {
        var storm = new ProcessBuilder("/bin/sh", "-c", "while :; do /bin/true; /bin/true; /bin/true; done").start();
        try (var channel = provider.open(ChannelOptions.defaults().withTypes(ALL))) {
            while (sink.events().size() < 100) {
                channel.await(Duration.ofSeconds(1));
                channel.drain(sink);
            }
            channel.detach();
            channel.detach();
            // A program that was running when it was detached may still submit its record.
            while (channel.await(Duration.ofMillis(50))) {
                channel.drain(sink);
            }
            var books = channel.statistics();
            assertEquals(books.seen(), books.delivered() + books.lost());
            assertEquals(sink.events().size(), books.delivered());
            new ProcessBuilder("/bin/true").start().waitFor();
            assertEquals(books, channel.statistics());
        } finally {
            storm.destroyForcibly().waitFor();
        }
    }

    @Test
    void closeFromWithinADrainIsRefused() throws Exception {
        try (var channel = provider.open(ChannelOptions.defaults())) {
            new ProcessBuilder("/bin/true").start().waitFor();
            Runnable close = channel::close;
            var closing = new RecordingSink() {
                @Override
                public void accept(MonitorEvent event) {
                    close.run();
                }
            };
            assertThrows(IllegalStateException.class, () -> channel.drain(closing));
        }
    }

    @Test
    void readinessTriesAndLeavesNothing() {
        var readiness = provider.readiness();
        assertTrue(readiness.ready(), readiness::detail);
        assertTrue(readiness.detail().matches("Linux \\S+, BTF, CAP_\\S+"), readiness::detail);
        assertFalse(provider.types().isEmpty());
        assertNotNull(provider.fidelity());
    }
}
