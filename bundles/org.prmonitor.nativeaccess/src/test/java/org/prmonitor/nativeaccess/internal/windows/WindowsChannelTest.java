package org.prmonitor.nativeaccess.internal.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.testsupport.FakeWindows;
import org.prmonitor.nativeaccess.internal.windows.testsupport.WindowsRecords;

/** The provider and its channel over a Windows in memory. */
@Timeout(60)
class WindowsChannelTest {

    private static final byte[] IMAGE = {'M', 'Z', 1, 2, 3};
    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final FakeWindows windows = new FakeWindows();
    private final RecordingLogger log = new RecordingLogger();
    private final RecordingSink sink = new RecordingSink();

    @BeforeEach
    void image() throws Exception {
        Files.write(folder.resolve("test-image"), IMAGE);
        windows.knowImage(IMAGE, new DriverVersion(1, 1, 0, 1, 0, true));
    }

    private WindowsChannelProvider provider() {
        return new WindowsChannelProvider(
                new WindowsSettings(folder.resolve("drivers"), folder.resolve("test-image")), windows::functions, log.logger());
    }

    private MonitorChannel open() throws ChannelException {
        return open(ChannelOptions.defaults().withRingBytes(1));
    }

    private MonitorChannel open(ChannelOptions options) throws ChannelException {
        return provider().open(options);
    }

    private void assertAllGone() throws Exception {
        Files.delete(folder.resolve("test-image"));
        windows.assertNothingInstalled(folder);
    }

    @Test
    void eventsComeInOrderWithTheirNumbersAndNothingIsLeftBehind() throws Exception {
        try (var channel = open()) {
            assertFalse(channel.await(NO_TIME));
            for (var process = 1; process <= 100; process++) {
                windows.raise(WindowsRecords.exited(process, -process));
            }
            assertTrue(channel.await(LONG));
            assertEquals(100, channel.drain(sink));
            assertFalse(channel.await(NO_TIME));
            assertEquals(0, channel.drain(sink));
            assertEquals(new ChannelStatistics(100, 100, 0), channel.statistics());
        }
        for (var index = 0; index < 100; index++) {
            var exited = sink.exited(index + 1);
            assertEquals(1, exited.size());
            assertEquals(index + 1, exited.get(0).sequence());
            assertEquals(-index - 1, exited.get(0).exitCode());
            assertEquals("windows-driver", exited.get(0).header().channel());
        }
        assertAllGone();
    }

    @Test
    void whatIsAskedForReachesTheDriver() throws Exception {
        var options = new ChannelOptions(EnumSet.allOf(EventType.class), 300_000, 4711);
        try (var channel = open(options)) {
            assertNotNull(channel);
            assertEquals(List.of(0b111010, 303_104, 1, 4711), windows.onlySession());
        }
        try (var channel = open()) {
            assertNotNull(channel);
            assertEquals(List.of(0b001010, 262_144, 0, 0), windows.onlySession());
        }
    }

    @Test
    void moreThanABatchIsFetchedInOneDrain() throws Exception {
        try (var channel = open(ChannelOptions.defaults())) {
            var line = "x".repeat(30_000);
            for (var process = 1; process <= 40; process++) {
                windows.raise(WindowsRecords.started(process, line));
            }
            assertEquals(40, channel.drain(sink));
        }
        assertEquals(40, sink.events(ProcessStarted.class).filter(event -> String.valueOf(event.commandLine()).length() == 30_000).count());
    }

    @Test
    void aKernelThatIsFasterThanTheSinkDoesNotKeepTheDrain() throws Exception {
        try (var channel = open(ChannelOptions.defaults())) {
            var line = "x".repeat(30_000);
            for (var process = 1; process <= 40; process++) {
                windows.raise(WindowsRecords.started(process, line));
            }
            var overtaken = new RecordingSink() {
                @Override
                public void accept(MonitorEvent event) {
                    super.accept(event);
                    // As many again, so that a drain to the ring's end has none.
                    windows.raise(WindowsRecords.started(41, line));
                }
            };
            var drained = channel.drain(overtaken);
            assertTrue(drained >= 40 && drained < 50, () -> drained + " of the 40 that were there");
            assertTrue(channel.await(NO_TIME), "the rest is told of");
            assertTrue(channel.await(NO_TIME), "however often, since the driver will not say it again");
            assertEquals(40, channel.drain(sink));
            assertEquals(new ChannelStatistics(drained + 40, drained + 40, 0), channel.statistics());
        }
    }

    @Test
    void lossesAreToldInTheirPlaceAndTheBooksClose() throws Exception {
        try (var channel = open()) {
            var line = "x".repeat(30_000);
            for (var process = 1; process <= 10; process++) {
                windows.raise(WindowsRecords.started(process, line));
            }
            var kept = channel.drain(sink);
            assertEquals(4, kept, "four of 60,080 bytes fit into 262,144");
            assertEquals(List.of(new RecordingSink.Loss(4, 6)), sink.losses());
            windows.raise(WindowsRecords.exited(11, 0));
            assertEquals(1, channel.drain(sink));
            assertEquals(1, sink.losses().size(), "told once");
            assertEquals(new ChannelStatistics(11, 5, 6), channel.statistics());
            assertEquals(11, sink.exited(11).get(0).sequence());
        }
        assertAllGone();
    }

    @Test
    void aLossBetweenTwoRecordsIsBetweenThem() throws Exception {
        try (var channel = open()) {
            var line = "x".repeat(32_000);
            for (var process = 1; process <= 6; process++) {
                windows.raise(WindowsRecords.started(process, line));
            }
            windows.raise(WindowsRecords.exited(7, 0));
            assertEquals(5, channel.drain(sink));
            assertEquals(List.of(new RecordingSink.Loss(4, 2)), sink.losses());
            assertEquals(7, sink.exited(7).get(0).sequence());
        }
    }

    @Test
    void anEventIsWaitedFor() throws Exception {
        try (var channel = open()) {
            var raised = CompletableFuture.runAsync(() -> windows.raise(WindowsRecords.exited(1, 0)));
            assertTrue(channel.await(LONG));
            raised.get();
            assertEquals(1, channel.drain(sink));
        }
    }

    @Test
    void aWakeupEndsTheWaitOrTheNextOne() throws Exception {
        try (var channel = open()) {
            channel.wakeup();
            assertFalse(channel.await(LONG));
            assertFalse(channel.await(NO_TIME), "once");
            var woken = CompletableFuture.runAsync(channel::wakeup);
            assertFalse(channel.await(LONG));
            woken.get();
            assertEquals(0, channel.drain(sink));
        }
    }

    @Test
    void aWakeupDoesNotHideAnEvent() throws Exception {
        try (var channel = open()) {
            channel.wakeup();
            windows.raise(WindowsRecords.exited(1, 0));
            assertTrue(channel.await(LONG), "both reset the same event");
            assertEquals(1, channel.drain(sink));
        }
    }

    @Test
    void whatAThrowingSinkLeftIsNotWaitedForInVain() throws Exception {
        try (var channel = open()) {
            windows.raise(WindowsRecords.exited(1, 0));
            assertThrows(IllegalStateException.class, () -> channel.drain(new RecordingSink() {
                @Override
                public void accept(MonitorEvent event) {
                    throw new IllegalStateException();
                }
            }));
            windows.raise(WindowsRecords.exited(2, 0));
            assertTrue(channel.await(NO_TIME));
            assertTrue(channel.await(NO_TIME), "until a drain has come to the end");
            assertTrue(channel.await(NO_TIME), "however often");
            assertEquals(1, channel.drain(sink));
            channel.await(NO_TIME);
            assertFalse(channel.await(NO_TIME));
        }
    }

    @Test
    void anInterruptIsThrownAndHidesNoEvent() throws Exception {
        try (var channel = open()) {
            windows.raise(WindowsRecords.exited(1, 0));
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> channel.await(LONG));
            assertTrue(channel.await(NO_TIME));
        }
    }

    @Test
    void closeEndsAWaitAndMayBeCalledTwiceAndByAnyThread() throws Exception {
        var channel = open();
        var waits = new CountDownLatch(1);
        var waiter = CompletableFuture.supplyAsync(() -> {
            waits.countDown();
            try {
                return channel.await(LONG);
            } catch (ChannelException | InterruptedException e) {
                throw new AssertionError(e);
            } catch (IllegalStateException closedBefore) {
                return false;
            }
        });
        assertTrue(waits.await(30, TimeUnit.SECONDS));
        channel.close();
        channel.close();
        assertFalse(waiter.get(30, TimeUnit.SECONDS));
        channel.wakeup();
        assertEquals(new ChannelStatistics(0, 0, 0), channel.statistics());
        assertThrows(IllegalStateException.class, () -> channel.await(NO_TIME));
        assertThrows(IllegalStateException.class, () -> channel.drain(sink));
        assertThrows(IllegalStateException.class, channel::snapshot);
        assertAllGone();
    }

    @Test
    void aSinkMayNotCloseTheChannel() throws Exception {
        var channel = open();
        windows.raise(WindowsRecords.exited(1, 0));
        assertThrows(IllegalStateException.class, () -> channel.drain(new RecordingSink() {
            @Override
            public void accept(MonitorEvent event) {
                channel.close();
            }
        }));
        channel.close();
        assertAllGone();
    }

    @Test
    void statisticsAreReadWhileEventsFlowAndTheChannelCloses() throws Exception {
        var channel = open();
        var reader = CompletableFuture.supplyAsync(() -> {
            var read = new ArrayList<ChannelStatistics>();
            for (var times = 0; times < 2_000; times++) {
                read.add(channel.statistics());
            }
            return read;
        });
        for (var process = 1; process <= 500; process++) {
            windows.raise(WindowsRecords.exited(process, 0));
            channel.drain(sink);
        }
        channel.close();
        for (var books : reader.get(30, TimeUnit.SECONDS)) {
            assertTrue(books.seen() >= books.delivered() + books.lost(), books::toString);
        }
        assertEquals(new ChannelStatistics(500, 500, 0), channel.statistics());
        assertAllGone();
    }

    @Test
    void aDriverThatIsTornOutIsADeadChannelWhoseLastBooksStay() throws Exception {
        var channel = open();
        windows.raise(WindowsRecords.exited(1, 0));
        assertEquals(1, channel.drain(sink));
        assertEquals(new ChannelStatistics(1, 1, 0), channel.statistics());
        windows.tearOut();
        var failure = assertThrows(ChannelException.class, () -> channel.drain(sink));
        assertTrue(failure.getMessage().startsWith("asking PRMonitor.sys: GETINFO: "), failure::getMessage);
        channel.close();
        assertEquals(new ChannelStatistics(1, 1, 0), channel.statistics());
        assertAllGone();
        image();
        try (var again = open()) {
            windows.raise(WindowsRecords.exited(2, 0));
            assertEquals(1, again.drain(sink));
        }
    }

    @Test
    void aRecordThatIsNotUnderstoodIsADeadChannel() throws Exception {
        try (var channel = open()) {
            var record = WindowsRecords.exited(1, 0);
            record[5] = 9;
            windows.raise(record);
            var failure = assertThrows(ChannelException.class, () -> channel.drain(sink));
            assertTrue(failure.getMessage().contains("wire version 9"), failure::getMessage);
        }
    }

    @Test
    void theNinthSessionIsTold() throws Exception {
        var open = new ArrayList<MonitorChannel>();
        for (var count = 0; count < 8; count++) {
            open.add(open());
        }
        var failure = assertThrows(ChannelException.class, this::open);
        assertEquals("asking PRMonitor.sys: STARTHOOK: Too many sessions (69)", failure.getMessage());
        assertTrue(String.valueOf(failure.remedy()).contains("8 sessions"), failure::describe);
        assertEquals(8, windows.sessions());
        open.forEach(MonitorChannel::close);
        assertEquals(7, log.lines().stream().filter(line -> line.contains("in use by")).count(), log.lines()::toString);
        assertAllGone();
    }

    @Test
    void nothingToWatchIsSaidBeforeAnythingIsInstalled() throws Exception {
        var failure = assertThrows(ChannelException.class, () -> open(new ChannelOptions(Set.of(EventType.FORKED), 1, 0)));
        assertEquals("there is nothing to watch: of forked, the driver reports none", failure.getMessage());
        assertEquals(List.of(), windows.calls());
    }

    @Test
    void aKernelThatLetsNothingBeWatchedIsRefusedAndOneThatLetsLessIsNamed() throws Exception {
        windows.putService("C:\\x.sys", "PRMonitor driver", 1);
        windows.putDriver(new DriverVersion(1, 1, 0, 1, 0, true));
        windows.setCapabilities(0);
        var everything = new ChannelOptions(EnumSet.allOf(EventType.class), 1, 0);
        var failure = assertThrows(ChannelException.class, () -> open(everything));
        assertTrue(failure.getMessage().contains("processes (NTSTATUS 0xC0000022), images (NTSTATUS 0xC0000002), registry"), failure::getMessage);
        windows.assertNothingLeft();
        windows.setCapabilities(3);
        open().close();
        assertEquals(List.of(), log.lines(), "nobody asked for the registry");
        open(everything).close();
        assertTrue(provider().readiness().detail().startsWith("this kernel does not let it watch registry (NTSTATUS 0xC00000BB)\n"));
        assertEquals(
                List.of("warn channel {}: this kernel does not let the driver watch {} | windows-driver | registry (NTSTATUS 0xC00000BB)"),
                log.lines());
    }

    @Test
    void anyFailureOnTheWayLeavesNothing() throws Exception {
        for (var call : List.of("CreateEvent", "8337e000", "8337e004", "8337e010", "StartService", "CreateMutex")) {
            windows.failNext(call, 31);
            assertThrows(ChannelException.class, this::open, call);
            windows.assertNothingLeft();
        }
        open().close();
        assertAllGone();
    }

    @Test
    void aDriverThatDoesNotGoIsLeftAndSaidSo() throws Exception {
        var channel = open();
        windows.failNext("ControlService", 1052);
        channel.close();
        assertEquals(1, log.lines().size());
        assertTrue(log.lines().get(0).contains("prmonitor driver uninstall"), log.lines()::toString);
        windows.assertNothingLeft();
        assertTrue(windows.isRunning());
        open().close();
        assertAllGone();
    }

    @Test
    void readinessSaysWhatThereIsAndLeavesNothing() throws Exception {
        var readiness = provider().readiness();
        assertTrue(readiness.ready());
        assertTrue(readiness.detail().startsWith("elevated; driver not installed"), readiness::detail);
        assertTrue(readiness.detail().contains("test signing is on"), readiness::detail);
        assertTrue(readiness.detail().contains("signed by Microsoft"), readiness::detail);
        windows.assertNothingLeft();
        windows.refuseStart(577);
        var refused = provider().readiness();
        assertFalse(refused.ready());
        assertTrue(refused.detail().contains("(577)"), refused::detail);
        assertTrue(String.valueOf(refused.remedy()).contains("bcdedit"), refused::toString);
        windows.refuseStart(0);
        windows.setElevated(false);
        assertTrue(String.valueOf(provider().readiness().remedy()).contains("Run as administrator"));
        assertAllGone();
    }

    @Test
    void aTestImageWithoutABridgeIsRefused() {
        var provider = new WindowsChannelProvider(
                new WindowsSettings(null, folder.resolve("test-image")), windows::functions, log.logger());
        var failure = assertThrows(ChannelException.class, () -> provider.open(ChannelOptions.defaults()));
        assertTrue(failure.getMessage().startsWith("prmonitor.windows.image names another driver"), failure::getMessage);
        assertEquals(List.of(), windows.calls());
    }

    @Test
    void aBridgesProcessesAreNotThoseOfTheJvm() throws Exception {
        try (var channel = open()) {
            assertEquals(0, channel.snapshot().size());
        }
    }
}
