package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** From the channel to EventAdmin on a channel that behaves. */
@Timeout(60)
class SourcePumpTest {

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final ScriptedProcess shell = ScriptedProcess.of(10).running("/bin/sh", "sh");
    private final ScriptedProcess cat = ScriptedProcess.of(11).childOf(shell).running("/bin/cat", "cat", "a");

    @Test
    void numbersInOrderWithLossesInTheirPlace() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            kernel.emit(shell.started());
            kernel.lose(3);
            kernel.emit(cat.started());
            kernel.lose(1);
            kernel.emit(cat.exited(0));
            assertEquals(
                    List.of("1 start 10 sh", "4 lost 3 2..4 kernel", "5 start 11 cat a", "6 lost 1 6..6 kernel", "7 exit 11 cat a"),
                    fixture.flushed());
            fixture.assertAccountsClose();
            assertEquals(new HopStatistics("kernel", 7, 3, 0, 4), fixture.books("kernel"));
            assertEquals(new HopStatistics("journal", 3, 3, 0, 0), fixture.books("journal"));
            assertEquals(new HopStatistics("event-admin", 3, 3, 0, 0), fixture.books("event-admin"));
        }
    }

    @Test
    void tellsALossWithoutAnEventAfterIt() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.lose(5);
            assertEquals(List.of("5 lost 5 1..5 kernel"), fixture.flushed());
        }
    }

    @Test
    void survivesAStalledReaderWithEveryLossCounted() throws Exception {
        try (var fixture = new SourceFixture(Map.of("ringBytes", 4096)).add(kernel, 1).start()) {
            var channel = kernel.awaitOpened(1, SourceFixture.LONG);
            channel.stall();
            for (var process = 1; process <= 100; process++) {
                kernel.emit(ScriptedProcess.of(process).exited(0));
            }
            channel.resume();
            fixture.flush();
            kernel.emit(ScriptedProcess.of(101).exited(0));
            var texts = fixture.flushed();
            assertEquals(66, texts.size());
            assertEquals("64 exit 64 null", texts.get(63));
            assertEquals("100 lost 36 65..100 kernel", texts.get(64));
            assertEquals("101 exit 101 null", texts.get(65));
            fixture.assertAccountsClose();
            assertEquals(new HopStatistics("kernel", 101, 65, 0, 36), fixture.books("kernel"));
        }
    }

    @Test
    void asksForWhatTheTableNeedsAndPublishesWhatIsWanted() throws Exception {
        try (var fixture = new SourceFixture(Map.of("types", "exited")).add(kernel, 1).start()) {
            var channel = kernel.awaitOpened(1, SourceFixture.LONG);
            assertEquals(Set.of(EventType.STARTED, EventType.FORKED, EventType.EXITED), channel.options().types());
            kernel.emit(shell.started(), cat.forked(), cat.started(), cat.exited(0));
            assertEquals(List.of("1 exit 11 cat a"), fixture.flushed());
            assertEquals(new HopStatistics("journal", 4, 1, 3, 0), fixture.books("journal"));
            fixture.assertAccountsClose();
            assertEquals("/bin/sh", fixture.source.process(10).imagePath());
        }
    }

    @Test
    void withoutATableAsksForWhatIsPublishedOnly() throws Exception {
        try (var fixture = new SourceFixture(Map.of("types", "exited", "processTable", false)).add(kernel, 1).start()) {
            var channel = kernel.awaitOpened(1, SourceFixture.LONG);
            assertEquals(Set.of(EventType.EXITED), channel.options().types());
            kernel.emit(shell.started(), cat.exited(0));
            assertEquals(List.of("1 exit 11 null"), fixture.flushed());
            assertEquals(List.of(), List.copyOf(fixture.source.processes()));
        }
    }

    @Test
    void filtersOnPropertiesButNeverALoss() throws Exception {
        try (var fixture = new SourceFixture(Map.of("filter", "(&(process.id>=11)(image.path=*/cat))")).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(shell.started(), cat.started());
            kernel.lose(2);
            kernel.emit(cat.exited(0), shell.exited(0));
            assertEquals(List.of("1 start 11 cat a", "3 lost 2 2..3 kernel", "4 exit 11 cat a"), fixture.flushed());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void sendsTopicsAndPropertiesAsDocumented() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(cat.started());
            fixture.flush();
            var sent = fixture.eventAdmin.raw().get(0);
            assertEquals("org/prmonitor/event/ProcessEvent/STARTED", sent.getTopic());
            assertEquals(11L, sent.getProperty("process.id"));
            assertEquals("cat a", sent.getProperty("command.line"));
            assertEquals(List.of("cat", "a"), sent.getProperty("command.args"));
            assertEquals("scripted", sent.getProperty("channel"));
            var event = (MonitorEvent) sent.getProperty("event");
            assertEquals(event.properties().keySet(), Set.of(sent.getPropertyNames()));
        }
    }

    @Test
    void saysWhatItDoes() throws Exception {
        try (var fixture = new SourceFixture().start()) {
            assertEquals(SourceState.STARTING, fixture.source.status().state());
            fixture.add(kernel, 1);
            var running = fixture.awaitRunning("scripted");
            assertEquals(ChannelFidelity.EXACT, running.fidelity());
            assertEquals(List.of(), running.remarks());
            assertEquals(List.of("channel scripted is open: every process, exact arguments, every loss counted"), fixture.log.infos());
            fixture.source.stop();
            assertEquals(SourceState.STOPPED, fixture.source.status().state());
            assertEquals(List.of(), kernel.openChannels());
        }
    }

    @Test
    void saysWhatItsChannelCannotReport() throws Exception {
        var starts = new ScriptedChannelProvider("starts", ChannelFidelity.BEST_EFFORT, EnumSet.of(EventType.STARTED));
        try (var fixture = new SourceFixture(Map.of("types", "started,exited,images")).add(starts, 1).start()) {
            assertEquals(List.of("channel starts cannot report exited,images"), fixture.awaitRunning("starts").remarks());
        }
        try (var fixture = new SourceFixture(Map.of("types", "images,registry")).add(starts, 1).start()) {
            assertEquals(
                    List.of("channel starts cannot report images,registry, and nothing else was asked for: no event will come"),
                    fixture.awaitRunning("starts").remarks());
        }
    }

    @ParameterizedTest
    @EnumSource
    void lingersOnlyWhereWaitingCostsNothing(ChannelFidelity fidelity) throws Exception {
        var clock = new SkippingClock();
        var channel = new ScriptedChannelProvider("scripted", fidelity, EnumSet.of(EventType.EXITED));
        try (var fixture = new SourceFixture(Map.of("lingerMillis", 7), clock).add(channel, 1).start()) {
            channel.awaitOpened(1, SourceFixture.LONG);
            channel.emit(ScriptedProcess.of(1).exited(0));
            fixture.await(status -> status.hop("event-admin").delivered() == 1);
            assertEquals(fidelity == ChannelFidelity.EXACT, clock.pauses().contains(7L));
        }
    }

    @Test
    void deliversAtTheEndWhatTheKernelHadRecorded() throws Exception {
        var fixture = new SourceFixture(Map.of("lingerMillis", 1000)).add(kernel, 1).start();
        kernel.awaitOpened(1, SourceFixture.LONG);
        for (var process = 1; process <= 1000; process++) {
            kernel.emit(ScriptedProcess.of(process).exited(0));
        }
        fixture.close();
        assertEquals(1000, fixture.eventAdmin.events().size());
        fixture.close();
        assertTrue(fixture.source.flush(SourceFixture.LONG), "everything has left");
    }

    @Test
    void endsTheThreadsItBegan() throws Exception {
        var fixture = new SourceFixture().add(kernel, 1).start();
        fixture.awaitRunning("scripted");
        assertTrue(ownThreads() >= 2);
        var before = ownThreads();
        fixture.close();
        assertEquals(before - 2, ownThreads());
    }

    @Test
    void remembersTheNewest() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(shell.started(), cat.started(), cat.exited(0));
            fixture.flush();
            assertEquals(List.of("2 start 11 cat a", "3 exit 11 cat a"), SourceFixture.texts(fixture.source.recent(2)));
        }
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("prmonitor-")).count();
    }

    /** What happens after the source's end is nobody's: it must not count as lost, however much it is. */
    @Test
    void anEndInTheMiddleOfAStormLosesNothing() throws Exception {
        for (var round = 1; round <= 150; round++) {
            var provider = new ScriptedChannelProvider();
            var fixture = new SourceFixture(Map.of("ringBytes", 1 << 24)).add(provider, 1).start();
            provider.awaitOpened(1, SourceFixture.LONG);
            var storming = new AtomicBoolean(true);
            var storm = new Thread(() -> {
                // No further ahead than the ring has room, so that what is lost is lost at the end.
                for (var emitted = 0L; storming.get(); ) {
                    if (emitted - fixture.source.status().lastSequence() < 1_000) {
                        provider.emit(shell.started());
                        emitted++;
                    }
                }
            });
            try (fixture) {
                storm.start();
                fixture.await(status -> status.hop("event-admin").delivered() > 100);
            } finally {
                storming.set(false);
                storm.join();
            }
            assertEquals(0, fixture.books("kernel").lost(), "round " + round);
            assertEquals(fixture.books("kernel").seen(), fixture.eventAdmin.events().size(), "round " + round);
        }
    }
}
