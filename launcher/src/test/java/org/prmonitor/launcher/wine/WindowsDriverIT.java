package org.prmonitor.launcher.wine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.launcher.JsonLine;
import org.prmonitor.launcher.PrMonitorProcess;
import org.prmonitor.launcher.Stream;
import org.prmonitor.launcher.wine.Injector.Wish;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Kernel32;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** From Wine's kernel through PRMonitor.sys, the channel, the source and EventAdmin to what the console prints. */
@Requires(Requirement.WINE)
@Timeout(600)
class WindowsDriverIT {

    private static final String SERVICE = "PRMonitor";
    private static final int NO_SERVICE = -1;

    /** Bytes of a record with a short command line and a SID: a ring of the least size takes some 1,500 of them. */
    private static final int STORM = 20_000;

    private @Nullable Wine running;

    @BeforeAll
    static void build() throws Exception {
        Wine.build();
    }

    @BeforeEach
    void start() throws IOException {
        running = Wine.start();
    }

    @AfterEach
    void stop() throws Exception {
        wine().stop();
    }

    private Wine wine() {
        return Objects.requireNonNull(running);
    }

    private PrMonitorProcess stream(@Nullable Path testImage, String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("--channel=windows-driver", "--format=json"));
        arguments.addAll(List.of(options));
        var prmonitor = wine().prmonitor(testImage, arguments.toArray(String[]::new));
        assertEquals("windows-driver", prmonitor.awaitReady());
        return prmonitor;
    }

    private static void end(PrMonitorProcess prmonitor) throws Exception {
        prmonitor.interrupt();
        assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
        assertEquals(List.of(), prmonitor.leftovers());
    }

    private void assertNothingInstalled() throws Exception {
        assertEquals(NO_SERVICE, wine().serviceState(SERVICE));
        try (var files = Files.walk(wine().folder())) {
            assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void anImageThatTheKernelLoadsIsPrinted() throws Exception {
        try (var prmonitor = stream(null, "--types=images")) {
            var before = Instant.now().minusMillis(100);
            wine().loadDriver("PRMonitorOther", Wine.OTHER_DRIVER);
            var line = JsonLine.parse(prmonitor.awaitOutput(text -> text.contains(Wine.OTHER_DRIVER.getFileName().toString())));
            end(prmonitor);

            assertEquals(EventTopics.IMAGE_LOADED, line.topic());
            assertEquals("windows-driver", line.get(EventKeys.CHANNEL));
            var path = String.valueOf(line.get(EventKeys.IMAGE_PATH));
            assertTrue(path.replace('\\', '/').endsWith(Wine.OTHER_DRIVER.toString()), path);
            var where = whereTheOtherDriverIs();
            assertEquals(where.get(0), line.number(EventKeys.IMAGE_BASE));
            assertEquals(where.get(1), line.number(EventKeys.IMAGE_SIZE));
            assertNull(line.get(EventKeys.PROCESS_ID), "a driver belongs to no process");
            var time = time(line);
            assertTrue(time.isAfter(before) && time.isBefore(Instant.now().plusMillis(100)), time::toString);

            assertEquals(0, Stream.of(prmonitor).assertEveryNumberOnce());
            assertTrue(prmonitor.error().stream().anyMatch(text -> text.contains("none lost")), prmonitor::describe);
            assertNothingInstalled();
        }
    }

    /** Base and size, from its own device. */
    private List<Long> whereTheOtherDriverIs() throws Exception {
        var kernel = wine().functions().kernel();
        var device = kernel.openFile("\\\\.\\PRMonitorOther", Kernel32.GENERIC_READ_WRITE);
        var where = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(16, kernel.deviceIoControl(device, 0x8337E000, null, 0, where, 16));
        kernel.closeHandle(device);
        return List.of(where.getLong(0), where.getLong(8));
    }

    @Test
    void everyFieldOfAnInjectedEventIsPrinted() throws Exception {
        try (var prmonitor = stream(Wine.TEST_IMAGE, "--types=started,exited,images,registry");
                var injector = new Injector(wine())) {
            var helper = Injector.helperProcessId();
            var key = "\\REGISTRY\\MACHINE\\SOFTWARE\\Test";
            var wishes = List.of(
                    new Wish(1)
                            .creation((int) helper, 777, 888)
                            .text("\\??\\C:\\Program Files\\\u00e4\\app.exe")
                            .name("app.exe --secret \"a b\" \ud83d\ude00"),
                    new Wish(3),
                    new Wish(4).text("\\Device\\HarddiskVolume3\\x.dll").image(0x7ff8_1234_0000L, 0x1_2345_6000L),
                    new Wish(5).operation(1).text(key),
                    new Wish(5).operation(3).text(key).name("Renamed"),
                    new Wish(5).operation(4).text(key).name("Number").registry(0, 4).data((byte) 1, (byte) 2, (byte) 0, (byte) 0),
                    new Wish(5).operation(4).text(key).name("").registry(0xC0000022, 1).data("Hi\0".getBytes(StandardCharsets.UTF_16LE)),
                    new Wish(5).operation(4).text(key).name("Long").registry(0, 3).data(new byte[5000]),
                    new Wish(5).operation(5).text(key).name("Number"),
                    new Wish(5).operation(2).text(key));
            for (var index = 0; index < wishes.size(); index++) {
                // One after the other: each has a thread of its own.
                injector.inject(wishes.get(index).process(4242));
                var count = index + 1;
                prmonitor.awaitOutput(line -> mine(prmonitor).size() == count);
            }
            end(prmonitor);

            var lines = JsonLine.parse(mine(prmonitor));
            assertEquals(10, lines.size(), prmonitor::describe);
            for (var line : lines) {
                assertEquals("windows-driver", line.get(EventKeys.CHANNEL));
                assertEquals(Injector.helperUser(), line.get(EventKeys.USER_SID));
                assertEquals(Injector.helperSession(), line.get(EventKeys.SESSION_ID));
                assertNull(line.get(EventKeys.USER_ID));
                assertNull(line.get(EventKeys.GROUP_ID));
                assertEquals(lines.get(0).get(EventKeys.PROCESS_KEY), line.get(EventKeys.PROCESS_KEY));
            }
            var started = lines.get(0);
            assertEquals(EventTopics.PROCESS_STARTED, started.topic());
            assertEquals("\\??\\C:\\Program Files\\\u00e4\\app.exe", started.get(EventKeys.IMAGE_PATH));
            assertEquals("app.exe --secret \"a b\" \ud83d\ude00", started.get(EventKeys.COMMAND_LINE));
            assertNull(started.get(EventKeys.COMMAND_ARGS));
            assertEquals(helper, started.number(EventKeys.PARENT_ID));
            assertEquals(777, started.number(EventKeys.CREATOR_ID));
            assertEquals(888, started.number(EventKeys.THREAD_ID));
            // The process object is the helper's, under two ids.
            var key4242 = String.valueOf(started.get(EventKeys.PROCESS_KEY)).split("-");
            var keyHelper = String.valueOf(started.get(EventKeys.PARENT_KEY)).split("-");
            assertEquals(List.of("0000000000000000", "4242"), List.of(key4242[0], key4242[1]));
            assertEquals(List.of("0000000000000000", Long.toString(helper), key4242[2]), List.of(keyHelper));
            var since = Instant.ofEpochMilli(Long.parseLong(key4242[2]));
            assertTrue(since.isAfter(Instant.now().minusSeconds(600)) && since.isBefore(Instant.now()), since::toString);

            var exited = lines.get(1);
            assertEquals(EventTopics.PROCESS_EXITED, exited.topic());
            assertEquals(259, exited.number(EventKeys.EXIT_CODE), "STILL_ACTIVE: the process whose object it is runs");
            assertTrue(exited.number(EventKeys.PROCESS_LIFETIME) > 0);
            assertEquals(started.get(EventKeys.IMAGE_PATH), exited.get(EventKeys.IMAGE_PATH), "from the process table");

            var loaded = lines.get(2);
            assertEquals(EventTopics.IMAGE_LOADED, loaded.topic());
            assertEquals("\\Device\\HarddiskVolume3\\x.dll", loaded.get(EventKeys.IMAGE_PATH));
            assertEquals(0x7ff8_1234_0000L, loaded.number(EventKeys.IMAGE_BASE));
            assertEquals(0x1_2345_6000L, loaded.number(EventKeys.IMAGE_SIZE));

            var registry = lines.subList(3, 10);
            assertEquals(
                    List.of("KEY_CREATED", "KEY_RENAMED", "VALUE_SET", "VALUE_SET", "VALUE_SET", "VALUE_DELETED", "KEY_DELETED"),
                    registry.stream().map(line -> line.get(EventKeys.REGISTRY_OPERATION)).toList());
            registry.forEach(line -> assertEquals(EventTopics.REGISTRY_KEY_CREATED.replace("KEY_CREATED", String.valueOf(line.get(EventKeys.REGISTRY_OPERATION))), line.topic()));
            registry.forEach(line -> assertEquals(key, line.get(EventKeys.REGISTRY_KEY)));
            assertEquals("\\REGISTRY\\MACHINE\\SOFTWARE\\Renamed", registry.get(1).get(EventKeys.REGISTRY_NEW_KEY));
            assertValue(registry.get(2), "Number", "REG_DWORD", 513L, 0);
            assertValue(registry.get(3), "", "REG_SZ", "Hi", 0xC0000022);
            assertValue(registry.get(4), "Long", "REG_BINARY", "00".repeat(4096), 0);
            assertEquals(true, registry.get(4).get(EventKeys.TRUNCATED));
            assertNull(registry.get(2).get(EventKeys.TRUNCATED));
            assertEquals("Number", registry.get(5).get(EventKeys.REGISTRY_VALUE));
            assertNull(registry.get(6).get(EventKeys.REGISTRY_VALUE));
            assertEquals(0, registry.get(6).number(EventKeys.REGISTRY_STATUS));
        }
    }

    private static Instant time(JsonLine line) {
        return Instant.parse(String.valueOf(line.get(EventKeys.TIME)));
    }

    private static List<String> mine(PrMonitorProcess prmonitor) {
        return prmonitor.output().stream().filter(line -> line.contains("\"process.id\":4242,")).toList();
    }

    private static void assertValue(JsonLine line, String name, String type, Object data, int status) {
        assertEquals(name, line.get(EventKeys.REGISTRY_VALUE));
        assertEquals(type, line.get(EventKeys.REGISTRY_TYPE));
        assertEquals(data, line.get(EventKeys.REGISTRY_DATA));
        assertEquals(status, line.number(EventKeys.REGISTRY_STATUS));
    }

    /** Images of drivers: a record about a process costs Wine some 50 us of questions to its server, which is more than there is. */
    @Test
    void twentyThousandASecondForTenSecondsComeInOrderAndNoneIsLost() throws Exception {
        try (var prmonitor = stream(Wine.TEST_IMAGE, "--types=images", "--ring-size=16M");
                var injector = new Injector(wine())) {
            injector.inject(new Wish(4).process(0).text("\\storm.sys").image(0x1000, 0x2000).count(200_000, 20_000));
            // The pace is the injector's, and a machine that is busy with other things keeps it from it: progress is what counts.
            for (var milestone = 20_000; milestone <= 200_000; milestone += 20_000) {
                var path = "storm.sys " + (milestone - 1) + "\"";
                prmonitor.awaitOutput(line -> line.contains(path));
            }
            end(prmonitor);

            var stream = Stream.of(prmonitor);
            assertEquals(0, stream.assertEveryNumberOnce());
            assertEquals(
                    IntStream.range(0, 200_000).mapToObj(number -> "\\storm.sys " + number).toList(),
                    stream.lines().stream().map(line -> line.get(EventKeys.IMAGE_PATH)).toList());
            assertBooks(prmonitor, 200_000, 200_000, 0);
            var seconds = Duration.between(time(stream.lines().get(0)), time(stream.lines().get(199_999))).toMillis() / 1e3;
            assertTrue(seconds >= 9.9, () -> "the injector's pace: " + seconds + " s");
            System.out.println("200,000 events, raised within " + seconds + " s, none lost");
        }
    }

    @Test
    void whatIsLostIsCountedInItsPlaceAndTheStreamGoesOn() throws Exception {
        try (var prmonitor = stream(Wine.TEST_IMAGE, "--types=started", "--ring-size=64K");
                var injector = new Injector(wine())) {
            injector.watch();
            prmonitor.signal("STOP");
            injector.inject(new Wish(1).process(4242).text("storm.exe").name("unread").count(STORM, 0));
            injector.awaitSeen(STORM);
            prmonitor.signal("CONT");
            prmonitor.awaitOutput(line -> line.contains("LossEvent/LOST"));
            injector.inject(new Wish(1).process(4242).text("storm.exe").name("read").count(50, 0));
            prmonitor.awaitOutput(line -> line.contains("\"read 49\""));
            end(prmonitor);

            var stream = Stream.of(prmonitor);
            var lost = stream.assertEveryNumberOnce();
            assertTrue(lost > 0);
            var losses = stream.of(EventTopics.EVENTS_LOST);
            losses.forEach(loss -> assertEquals("kernel", loss.get(EventKeys.LOST_WHERE)));
            var started = stream.of(EventTopics.PROCESS_STARTED);
            assertEquals(STORM + 50, started.size() + lost);
            // Number n of the storm is number n + 1 of the journal: what is missing is named where it is missing.
            for (var line : started) {
                var text = String.valueOf(line.get(EventKeys.COMMAND_LINE)).split(" ");
                var number = Long.parseLong(text[1]) + (text[0].equals("read") ? STORM : 0);
                assertEquals(number + 1, line.number(EventKeys.SEQUENCE), line::toString);
            }
            assertBooks(prmonitor, STORM + 50, started.size(), lost);
        }
    }

    @Test
    void aDriverThatIsStoppedComesBackUnderARunningSourceWhichTellsTheGap() throws Exception {
        run(0, "Driver 0.1.0 (test image) is installed and runs.", "driver", "install");
        try (var prmonitor = stream(Wine.TEST_IMAGE, "--types=started")) {
            inject("before");
            prmonitor.awaitOutput(line -> line.contains("\"before\""));
            wine().stopService(SERVICE);
            prmonitor.awaitError(line -> line.contains("channel windows-driver died: asking PRMonitor.sys: GETINFO: "));
            prmonitor.awaitOutput(line -> line.contains("LossEvent/LOST"));
            assertEquals(Advapi32.RUNNING, wine().serviceState(SERVICE), "started again by the source");
            inject("after");
            prmonitor.awaitOutput(line -> line.contains("\"after\""));
            end(prmonitor);
            var stream = Stream.of(prmonitor);
            assertEquals(
                    List.of("before", "after"),
                    stream.of(EventTopics.PROCESS_STARTED).stream().map(line -> line.get(EventKeys.COMMAND_LINE)).toList());
            var gap = stream.of(EventTopics.EVENTS_LOST);
            assertEquals(1, gap.size(), prmonitor::describe);
            assertNull(gap.get(0).get(EventKeys.LOST_COUNT), "nobody could count");
            assertTrue(prmonitor.error().stream().anyMatch(line -> line.contains("nobody could count")), prmonitor::describe);
        }
        run(0, "driver installed, for good: ", "driver", "status");
        run(0, "The driver is removed.", "driver", "uninstall");
        assertNothingInstalled();
    }

    private void inject(String commandLine) throws Exception {
        try (var injector = new Injector(wine())) {
            injector.inject(new Wish(1).process(4242).text("one.exe").name(commandLine));
        }
    }

    @Test
    void theLastOfTwoThatUseTheDriverRemovesIt() throws Exception {
        try (var first = stream(Wine.TEST_IMAGE, "--types=started");
                var second = stream(Wine.TEST_IMAGE, "--types=started")) {
            inject("both");
            first.awaitOutput(line -> line.contains("\"both\""));
            end(first);
            assertEquals(Advapi32.RUNNING, wine().serviceState(SERVICE));
            run(1, "removing the driver: it is in use, by 1 session", "driver", "uninstall");
            inject("second");
            second.awaitOutput(line -> line.contains("\"second\""));
            assertFalse(first.output().stream().anyMatch(line -> line.contains("\"second\"")));
            end(second);
        }
        assertNothingInstalled();
    }

    @Test
    void whatAKilledProgramLeavesTheNextOneRemoves() throws Exception {
        try (var killed = wine().prmonitorOfItsOwn(null, "--channel=windows-driver")) {
            assertEquals("windows-driver", killed.awaitReady());
            killed.signal("KILL");
            killed.awaitExit();
        }
        try (var device = new Injector(wine())) {
            device.awaitNoSession();
        }
        assertEquals(Advapi32.RUNNING, wine().serviceState(SERVICE));
        try (var next = stream(null, "--types=started")) {
            end(next);
        }
        assertNothingInstalled();
    }

    @Test
    void theCommandsInstallShowAndRemoveAndTheDoctorLeavesNothing() throws Exception {
        run(0, "driver not installed: ", "driver", "status");
        run(0, "windows-driver (ranking 300): opens here", "doctor");
        assertNothingInstalled();
        run(0, "is installed and runs.", "driver", "install");
        run(0, "is installed and runs.", "driver", "install");
        assertEquals(Advapi32.RUNNING, wine().serviceState(SERVICE));
        run(0, "windows-driver (ranking 300): opens here", "doctor");
        assertEquals(Advapi32.RUNNING, wine().serviceState(SERVICE));
        run(0, "The driver is removed.", "driver", "uninstall");
        run(0, "No driver is installed: nothing to remove.", "driver", "uninstall");
        run(2, "Unmatched argument", "driver", "reinstall");
        assertNothingInstalled();
    }

    private void run(int code, String says, String... arguments) throws Exception {
        try (var prmonitor = wine().prmonitor(Wine.TEST_IMAGE, arguments)) {
            assertEquals(code, prmonitor.awaitExit(), prmonitor::describe);
            var said = String.join("\n", prmonitor.output()) + String.join("\n", prmonitor.error());
            assertTrue(said.contains(says), said);
        }
    }

    /** The summary's line of the kernel: seen, delivered, filtered, lost, in flight. */
    private static void assertBooks(PrMonitorProcess prmonitor, long seen, long delivered, long lost) {
        var line = prmonitor.error().stream().map(String::strip).filter(text -> text.startsWith("kernel ")).findFirst().orElseThrow();
        assertEquals("kernel " + seen + " " + delivered + " 0 " + lost + " 0", line.replace(",", "").replaceAll(" +", " "));
    }
}
