package org.prmonitor.nativeaccess.internal.windows;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.install.DriverInstallation;
import org.prmonitor.nativeaccess.internal.windows.install.DriverSource;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;

/**
 * What only tests set, by properties of the framework or of the JVM. On Windows, without them, the driver comes from the
 * bundle and is put below the system's own folder of drivers.
 *
 * @param bridge on another system: Windows' functions come from libraries that carry them to Wine, and this is the folder
 *     for the driver's file; null for none
 * @param testImage the test image in place of the packaged one; null for the packaged one. Only with a bridge
 */
record WindowsSettings(@Nullable Path bridge, @Nullable Path testImage) {

    /** The property of {@link #bridge}. For tests. */
    static final String BRIDGE = "prmonitor.windows.bridge";

    /** The property of {@link #testImage}. For tests. */
    static final String TEST_IMAGE = "prmonitor.windows.image";

    /** Reads the properties. */
    static WindowsSettings of(UnaryOperator<@Nullable String> properties) {
        return new WindowsSettings(path(properties.apply(BRIDGE)), path(properties.apply(TEST_IMAGE)));
    }

    private static @Nullable Path path(@Nullable String value) {
        return value == null || value.isBlank() ? null : Path.of(value).toAbsolutePath();
    }

    /** There are functions of Windows to call. */
    boolean isWindows() {
        return bridge != null || Windows.isHere();
    }

    /** Whether the processes that the JVM knows are those that the driver reports. */
    boolean isOwnMachine() {
        return bridge == null;
    }

    /** The installation of the driver in this system. */
    DriverInstallation installation(Windows windows) throws ChannelException {
        if (bridge != null) {
            return new DriverInstallation(
                    windows, bridge, testImage == null ? new DriverSource.Packaged() : new DriverSource.TestImage(testImage));
        }
        if (testImage != null) {
            throw new ChannelException(
                    TEST_IMAGE + " names another driver: that is for tests over a bridge alone", "start without this property");
        }
        try {
            var folder = Path.of(windows.kernel().systemDirectory(), "drivers", "PRMonitor");
            return new DriverInstallation(windows, folder, new DriverSource.Packaged());
        } catch (WindowsError e) {
            throw windows.errors().failure(e);
        }
    }
}
