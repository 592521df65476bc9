package org.prmonitor.nativeaccess.internal.windows.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.device.MonitorDevice;
import org.prmonitor.nativeaccess.internal.windows.device.SessionRequest;
import org.prmonitor.nativeaccess.internal.windows.device.SignalEvent;
import org.prmonitor.nativeaccess.internal.windows.testsupport.FakeWindows;

class DriverInstallationTest {

    private static final byte[] IMAGE = "the driver".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLD_IMAGE = "an older driver".getBytes(StandardCharsets.US_ASCII);
    private static final DriverVersion OLD = new DriverVersion(1, 1, 0, 0, 9, false);

    @TempDir
    private Path folder;

    private final FakeWindows windows = new FakeWindows();

    DriverInstallationTest() {
        windows.knowImage(IMAGE, DriverVersion.PACKAGED);
        windows.knowImage(OLD_IMAGE, OLD);
    }

    private DriverInstallation installation() {
        return installation(DriverFile::writeNew);
    }

    private DriverInstallation installation(DriverFile.Writer writer) {
        return new DriverInstallation(windows.functions(), folder, () -> IMAGE, writer, Duration.ofMillis(100));
    }

    private Path file() {
        return folder.resolve("driver-0.1.0").resolve("PRMonitor.sys");
    }

    private MonitorDevice open() throws ChannelException {
        return installation().open(device -> device);
    }

    private Path put(Path file, byte[] image) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.write(file, image);
    }

    @Test
    void whatAChannelInstallsGoesWithTheLastSession() throws Exception {
        var device = open();
        assertEquals(DriverVersion.PACKAGED, device.version());
        assertArrayEquals(IMAGE, Files.readAllBytes(file()));
        assertEquals(DriverInstallation.TEMPORARY, Objects.requireNonNull(windows.service()).displayName());
        device.close();
        assertEquals(0, installation().removeIfTemporary());
        windows.assertNothingInstalled(folder);
        assertFalse(Files.exists(file().getParent()));
    }

    @Test
    void anotherSessionKeepsTheDriver() throws Exception {
        var first = open();
        var second = open();
        try (var signal = new SignalEvent(windows.functions())) {
            second.start(SessionRequest.of(ChannelOptions.defaults()), signal);
            first.close();
            assertEquals(1, installation().removeIfTemporary());
            assertTrue(windows.isRunning());
            second.close();
            assertEquals(0, installation().removeIfTemporary());
        }
        windows.assertNothingInstalled(folder);
    }

    @Test
    void whatIsInstalledForGoodStays() throws Exception {
        assertEquals(DriverVersion.PACKAGED, installation().install());
        open().close();
        assertEquals(0, installation().removeIfTemporary());
        assertTrue(windows.isRunning());
        assertEquals(DriverInstallation.PERMANENT, Objects.requireNonNull(windows.service()).displayName());
        assertTrue(installation().uninstall());
        windows.assertNothingInstalled(folder);
        assertFalse(installation().uninstall());
    }

    @Test
    void installMakesForGoodWhatAChannelHasInstalled() throws Exception {
        var device = open();
        installation().install();
        device.close();
        assertEquals(0, installation().removeIfTemporary());
        assertTrue(windows.isRunning());
        windows.assertNothingLeft();
    }

    @Test
    void somebodyElsesInstallationIsUsedAndLeftAlone() throws Exception {
        var theirs = put(folder.resolve("DriverStore").resolve("PRMonitor.sys"), IMAGE);
        windows.putService(theirs.toString(), "PRMonitor", 1);
        open().close();
        assertEquals(0, installation().removeIfTemporary());
        assertTrue(windows.isRunning());
        assertFalse(Files.exists(file()));
        assertEquals(theirs.toString(), Objects.requireNonNull(windows.service()).imagePath());
        windows.assertNothingLeft();
    }

    @Test
    void withoutElevationThatIsTheAnswerAndNothingIsTouched() throws Exception {
        windows.setElevated(false);
        var failure = assertThrows(ChannelException.class, this::open);
        assertEquals("OpenSCManager: Access is denied (5)", failure.getMessage());
        assertEquals(5, failure.errorCode());
        assertTrue(Objects.requireNonNull(failure.remedy()).startsWith("run as Administrator"));
        windows.assertNothingInstalled(folder);
    }

    @ParameterizedTest
    @CsvSource({"577, testsigning", "1275, blocklist", "1058, sc config PRMonitor start= demand", "5, run as Administrator", "31, ''"})
    void aStartThatIsRefusedLeavesNothingAndSaysWhatToDo(int code, String remedy) throws Exception {
        windows.refuseStart(code);
        var failure = assertThrows(ChannelException.class, this::open);
        assertTrue(failure.getMessage().startsWith("StartService(PRMonitor): "), failure::getMessage);
        assertTrue(failure.getMessage().endsWith(" (" + code + ")"), failure::getMessage);
        assertEquals(code, failure.errorCode());
        assertTrue(String.valueOf(failure.remedy()).contains(remedy), failure::describe);
        windows.assertNothingInstalled(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {1073, 1072, 5})
    void aServiceThatCannotBeCreatedLeavesNoFile(int code) throws Exception {
        windows.failNext("CreateService", code);
        assertEquals(code, assertThrows(ChannelException.class, this::open).errorCode());
        windows.assertNothingInstalled(folder);
    }

    @Test
    void anOlderDriverThatRunsIsStoppedAndReplacedAndItsFileGoes() throws Exception {
        var old = put(folder.resolve("driver-0.0.9").resolve("PRMonitor.sys"), OLD_IMAGE);
        windows.putService("\\??\\" + old, DriverInstallation.PERMANENT, 1);
        windows.putDriver(OLD);
        try (var device = open()) {
            assertEquals(DriverVersion.PACKAGED, device.version());
        }
        assertEquals(file().toString(), Objects.requireNonNull(windows.service()).imagePath());
        assertEquals(DriverInstallation.PERMANENT, Objects.requireNonNull(windows.service()).displayName());
        assertFalse(Files.exists(old));
        windows.assertNothingLeft();
    }

    @Test
    void anOlderDriverThatIsInstalledAndDoesNotRunIsReplaced() throws Exception {
        var old = put(folder.resolve("driver-0.0.9").resolve("PRMonitor.sys"), OLD_IMAGE);
        windows.putService(old.toString(), DriverInstallation.PERMANENT, 1);
        try (var device = open()) {
            assertEquals(DriverVersion.PACKAGED, device.version());
        }
    }

    @Test
    void anOlderDriverThatIsInUseIsNotReplaced() throws Exception {
        windows.putService("C:\\old.sys", DriverInstallation.PERMANENT, 1);
        windows.putDriver(OLD);
        try (var theirs = Objects.requireNonNull(MonitorDevice.openIfPresent(windows.functions()));
                var signal = new SignalEvent(windows.functions())) {
            theirs.start(SessionRequest.of(ChannelOptions.defaults()), signal);
            var failure = assertThrows(ChannelException.class, this::open);
            assertEquals("replacing the driver 0.0.9 by 0.1.0: it is in use, by 1 session", failure.getMessage());
            assertEquals("end the programs that use it", failure.remedy());
        }
        windows.assertNothingLeft();
    }

    @Test
    void anOlderDriverWithOtherStructuresThatDoesNotStopIsSaidSo() throws Exception {
        windows.putService("C:\\old.sys", DriverInstallation.PERMANENT, 1);
        windows.putDriver(new DriverVersion(0, 1, 9, 9, 9, false));
        try (var theirs = Objects.requireNonNull(MonitorDevice.openIfPresent(windows.functions()))) {
            assertNotNull(theirs);
            var failure = assertThrows(ChannelException.class, this::open);
            assertTrue(failure.getMessage().startsWith("stopping the service PRMonitor: it has not stopped after"), failure::getMessage);
        }
        windows.assertNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 1, 1", "1, 1, 0, 2, 0", "1, 1, 1, 0, 0", "1, 2, 0, 1, 0", "2, 1, 0, 0, 1"})
    void aNewerOneAndOneOfOtherStructuresAreRefusedAndLeftAlone(int control, int wire, int major, int minor, int patch) throws Exception {
        windows.putService("C:\\new.sys", DriverInstallation.PERMANENT, 1);
        windows.putDriver(new DriverVersion(control, wire, major, minor, patch, false));
        var failure = assertThrows(ChannelException.class, this::open);
        assertTrue(failure.getMessage().startsWith("a newer driver, "), failure::getMessage);
        assertTrue(String.valueOf(failure.remedy()).contains("prmonitor driver uninstall"), failure::describe);
        assertTrue(windows.isRunning());
        windows.assertNothingLeft();
    }

    @Test
    void theTestImageIsNotTakenForTheReal() throws Exception {
        windows.putDriver(new DriverVersion(1, 1, 0, 1, 0, true));
        assertEquals("the driver that runs is the test image", assertThrows(ChannelException.class, this::open).getMessage());
        windows.assertNothingLeft();
    }

    @Test
    void aFileThatIsWrittenHalfIsNoticedAndNothingIsLeft() throws Exception {
        var failure = assertThrows(
                ChannelException.class,
                () -> installation((file, image) -> DriverFile.writeNew(file, Arrays.copyOf(image, image.length - 1))).open(device -> device));
        assertTrue(failure.getMessage().contains("is not what was written"), failure::getMessage);
        windows.assertNothingInstalled(folder);
    }

    @Test
    void aDiskThatIsFullIsSaidSo() throws Exception {
        var failure = assertThrows(
                ChannelException.class,
                () -> installation((file, image) -> {
                            throw new IOException("There is not enough space on the disk");
                        })
                        .open(device -> device));
        assertTrue(failure.getMessage().contains("not enough space"), failure::getMessage);
        windows.assertNothingInstalled(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the driv", "the_driver", "the driver and more"})
    void aFileThatSomebodyLeftHalfIsReplaced(String left) throws Exception {
        put(file(), left.getBytes(StandardCharsets.US_ASCII));
        open().close();
        assertArrayEquals(IMAGE, Files.readAllBytes(file()));
        assertEquals(0, installation().removeIfTemporary());
        windows.assertNothingInstalled(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the driv"})
    void aServiceWhoseFileIsHalfIsRepaired(String left) throws Exception {
        put(file(), left.getBytes(StandardCharsets.US_ASCII));
        windows.putService(file().toString(), DriverInstallation.TEMPORARY, 1);
        open().close();
        assertEquals(0, installation().removeIfTemporary());
        windows.assertNothingInstalled(folder);
    }

    @Test
    void aServiceWhoseFileIsGoneIsRepaired() throws Exception {
        windows.putService(folder.resolve("gone.sys").toString(), "PRMonitor", 1);
        open().close();
        assertEquals(file().toString(), Objects.requireNonNull(windows.service()).imagePath());
        windows.assertNothingLeft();
    }

    @Test
    void somebodyElsesServiceThatIsRefusedIsTheirs() throws Exception {
        var theirs = put(folder.resolve("theirs.sys"), "not signed".getBytes(StandardCharsets.US_ASCII));
        windows.putService(theirs.toString(), "PRMonitor", 1);
        assertEquals(577, assertThrows(ChannelException.class, this::open).errorCode());
        assertEquals(theirs.toString(), Objects.requireNonNull(windows.service()).imagePath());
        windows.assertNothingLeft();
    }

    @Test
    void aDisabledServiceStaysDisabled() throws Exception {
        windows.putService(file().toString(), DriverInstallation.PERMANENT, 1);
        windows.disableService();
        assertEquals(1058, assertThrows(ChannelException.class, this::open).errorCode());
        windows.assertNothingLeft();
    }

    @Test
    void aServiceOfTheSameNameThatIsNoDriverIsNotOurs() throws Exception {
        windows.putService("C:\\other.exe", "Somebody's", 0x10);
        for (var attempt : new org.junit.jupiter.api.function.Executable[] {this::open, () -> installation().uninstall()}) {
            var failure = assertThrows(ChannelException.class, attempt);
            assertEquals("there is another service that is called PRMonitor: Somebody's", failure.getMessage());
        }
        windows.assertNothingLeft();
    }

    @Test
    void aUseThatFailsTakesTheInstallationAlong() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> installation().open(device -> {
                    throw new IllegalStateException();
                }));
        windows.assertNothingInstalled(folder);
    }

    @Test
    void uninstallRefusesWhileSomebodyUsesTheDriver() throws Exception {
        var device = open();
        try (var signal = new SignalEvent(windows.functions())) {
            device.start(SessionRequest.of(ChannelOptions.defaults()), signal);
            var failure = assertThrows(ChannelException.class, () -> installation().uninstall());
            assertEquals("removing the driver: it is in use, by 1 session", failure.getMessage());
            assertTrue(windows.isRunning());
            device.close();
        }
        assertTrue(installation().uninstall());
        windows.assertNothingInstalled(folder);
    }

    @Test
    void statusSaysWhatThereIsAndChangesNothing() throws Exception {
        assertEquals(new DriverInstallation.Status(null, false, false, null, null), installation().status());
        var device = open();
        var status = installation().status();
        assertEquals(file().toString(), status.imagePath());
        assertTrue(status.running());
        assertFalse(status.permanent());
        assertEquals(DriverVersion.PACKAGED, status.version());
        assertEquals(0, Objects.requireNonNull(status.statistics()).sessions());
        installation().install();
        assertTrue(installation().status().permanent());
        device.close();
        windows.assertNothingLeft();
    }

    @Test
    void whoeverElseInstallsIsWaitedForButNotForEver() throws Exception {
        windows.holdMutex("Global\\PRMonitorInstall", false);
        var failure = assertThrows(ChannelException.class, this::open);
        assertTrue(failure.getMessage().contains("another program has been busy with the driver"), failure::getMessage);
        assertNull(windows.service());
    }

    @Test
    void theLockOfOneWhoDiedIsTakenOver() throws Exception {
        windows.holdMutex("Global\\PRMonitorInstall", true);
        open().close();
        assertEquals(0, installation().removeIfTemporary());
        windows.assertNothingInstalled(folder);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        Thread.currentThread().interrupt();
        var failure = assertThrows(ChannelException.class, this::open);
        assertTrue(Thread.interrupted());
        assertTrue(failure.getMessage().endsWith("interrupted"), failure::getMessage);
        windows.assertNothingInstalled(folder);
    }
}
