package org.prmonitor.nativeaccess.internal.windows.system;

import com.sun.jna.Native;
import java.util.Locale;
import org.prmonitor.api.channel.ChannelException;

/**
 * The system's functions.
 *
 * @param kernel files, devices, events
 * @param services the service control manager
 * @param ntdll what only the native interface says
 */
public record Windows(Kernel32 kernel, Advapi32 services, NtDll ntdll) {

    /** Whether the functions are those of this machine's own system. */
    public static boolean isHere() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /**
     * Loads the libraries, if that has not happened.
     *
     * @throws ChannelException when JNA's own library or one of the system's does not load, or this JVM is no 64-bit one
     */
    public static Windows load() throws ChannelException {
        var architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!architecture.equals("amd64") && !architecture.equals("x86_64")) {
            throw new ChannelException(
                    "the driver is built for 64-bit Windows on x86, and this JVM is one for " + architecture,
                    "run a 64-bit JVM; on another processor there is the channel process-polling");
        }
        try {
            if (Native.POINTER_SIZE != Long.BYTES) {
                throw new IllegalStateException("pointers of " + Native.POINTER_SIZE + " bytes");
            }
            return new Windows(new NativeKernel32(), new NativeAdvapi32(), new NativeNtDll());
        } catch (LinkageError e) {
            var reason = e.getCause() == null ? e : e.getCause();
            throw new ChannelException(
                    "loading kernel32, Advapi32 and ntdll through JNA: " + reason.getMessage(),
                    0,
                    "let JNA's own library be unpacked: set the system property jna.tmpdir to a folder that can be written",
                    e);
        }
    }

    /** Its error codes in words. */
    public WindowsErrors errors() {
        return new WindowsErrors(kernel);
    }
}
