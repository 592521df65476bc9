package org.prmonitor.nativeaccess.internal.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prmonitor.nativeaccess.internal.windows.DriverCommand.Action;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.testsupport.FakeWindows;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

class DriverCommandTest {

    @TempDir
    private Path folder;

    private final FakeWindows windows = new FakeWindows();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(WindowsSettings settings, Action action) {
        out.reset();
        err.reset();
        return new DriverCommand(settings, windows::functions)
                .run(action, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private int run(Action action) {
        return run(new WindowsSettings(folder.resolve("drivers"), folder.resolve("image")), action);
    }

    private void image() throws Exception {
        Files.write(folder.resolve("image"), new byte[] {1, 2, 3});
        windows.knowImage(new byte[] {1, 2, 3}, new DriverVersion(1, 1, 0, 1, 0, true));
    }

    @Test
    void itComesIsThereAndGoes() throws Exception {
        image();
        assertEquals(0, run(Action.STATUS));
        assertTrue(out.toString().startsWith("This program has driver 0.1.0.\nelevated; driver not installed: "), out::toString);
        assertEquals(0, run(Action.INSTALL));
        assertTrue(out.toString().startsWith("Driver 0.1.0 (test image) is installed and runs."), out::toString);
        assertEquals(0, run(Action.INSTALL), "twice is as good");
        assertEquals(0, run(Action.STATUS));
        assertTrue(out.toString().contains("driver installed, for good: " + folder), out::toString);
        assertTrue(out.toString().contains("\ndriver 0.1.0 (test image) runs, 0 sessions\n"), out::toString);
        assertEquals(0, run(Action.UNINSTALL));
        assertEquals("The driver is removed.\n", out.toString());
        assertEquals(0, run(Action.UNINSTALL));
        assertEquals("No driver is installed: nothing to remove.\n", out.toString());
        Files.delete(folder.resolve("image"));
        windows.assertNothingInstalled(folder);
    }

    @ParameterizedTest
    @EnumSource
    void withoutElevationItFailsAndSaysWhatToDo(Action action) throws Exception {
        image();
        windows.setElevated(false);
        assertEquals(1, run(action));
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("prmonitor: OpenSCManager: Access is denied (5); run as Administrator"), err::toString);
        windows.assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Requirement.LINUX)
    void onLinuxThereIsNothingToInstall(Action action) {
        assertEquals(1, run(new WindowsSettings(null, null), action));
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("prmonitor: this is Linux"), err::toString);
        assertTrue(err.toString().contains("linux-ebpf loads its eBPF object when it opens"), err::toString);
    }
}
