package org.prmonitor.nativeaccess.internal.windows.system;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;

/** Windows' error codes ({@code winerror.h}), in the system's words, and what a user can do about each. Any thread. */
public final class WindowsErrors {

    /** ERROR_FILE_NOT_FOUND: also a device that is not there. */
    public static final int FILE_NOT_FOUND = 2;

    /** ERROR_PATH_NOT_FOUND. */
    public static final int PATH_NOT_FOUND = 3;

    /** ERROR_ACCESS_DENIED. */
    public static final int ACCESS_DENIED = 5;

    /** ERROR_TOO_MANY_SESS: what STATUS_TOO_MANY_SESSIONS becomes. */
    public static final int TOO_MANY_SESSIONS = 69;

    /** ERROR_INSUFFICIENT_BUFFER: also what STATUS_BUFFER_TOO_SMALL becomes. */
    public static final int INSUFFICIENT_BUFFER = 122;

    /** ERROR_BUSY: what STATUS_DEVICE_BUSY becomes. */
    public static final int BUSY = 170;

    /** ERROR_INVALID_IMAGE_HASH: the signature of a file is refused. */
    public static final int INVALID_IMAGE_HASH = 577;

    /** ERROR_SERVICE_ALREADY_RUNNING. */
    public static final int SERVICE_ALREADY_RUNNING = 1056;

    /** ERROR_SERVICE_DISABLED. */
    public static final int SERVICE_DISABLED = 1058;

    /** ERROR_SERVICE_DOES_NOT_EXIST. */
    public static final int SERVICE_DOES_NOT_EXIST = 1060;

    /** ERROR_SERVICE_CANNOT_ACCEPT_CTRL: it is stopping, or starting. */
    public static final int SERVICE_CANNOT_ACCEPT_CONTROL = 1061;

    /** ERROR_SERVICE_NOT_ACTIVE. */
    public static final int SERVICE_NOT_ACTIVE = 1062;

    /** ERROR_SERVICE_MARKED_FOR_DELETE. */
    public static final int SERVICE_MARKED_FOR_DELETE = 1072;

    /** ERROR_SERVICE_EXISTS. */
    public static final int SERVICE_EXISTS = 1073;

    /** ERROR_DRIVER_BLOCKED. */
    public static final int DRIVER_BLOCKED = 1275;

    /** ERROR_REVISION_MISMATCH. */
    public static final int REVISION_MISMATCH = 1306;

    /** ERROR_NO_SYSTEM_RESOURCES. */
    public static final int NO_SYSTEM_RESOURCES = 1450;

    /** What signing needs, for whoever meets a refusal or looks before. */
    public static final String SIGNING = "Windows loads a driver only when it trusts its signature. To develop, on a machine of your own:"
            + " switch Secure Boot off, run 'bcdedit /set testsigning on' as Administrator and restart. For production: have the image"
            + " signed by Microsoft (attestation or WHCP; Windows 11 24H2 and Server 2025 trust WHCP alone since April 2026). The"
            + " channel process-polling needs no driver";

    private static final String ELEVATE = "run as Administrator: in a terminal that was opened with 'Run as administrator'";

    private static final Map<Integer, String> REMEDIES = Map.ofEntries(
            Map.entry(FILE_NOT_FOUND, "run 'prmonitor driver install' as Administrator"),
            Map.entry(ACCESS_DENIED, ELEVATE),
            Map.entry(TOO_MANY_SESSIONS, "end one of the programs that use the driver: it serves 8 sessions at once"),
            Map.entry(BUSY, "end the program that uses the driver, and try again"),
            Map.entry(INVALID_IMAGE_HASH, SIGNING),
            Map.entry(SERVICE_DISABLED, "let the service start: 'sc config PRMonitor start= demand' as Administrator"),
            Map.entry(SERVICE_DOES_NOT_EXIST, "run 'prmonitor driver install' as Administrator"),
            Map.entry(
                    SERVICE_MARKED_FOR_DELETE,
                    "close what still holds the service, such as the Services window or a program that uses the driver, or restart"),
            Map.entry(SERVICE_EXISTS, "run 'prmonitor driver uninstall' as Administrator, then try again"),
            Map.entry(
                    DRIVER_BLOCKED,
                    "a policy of this machine blocks the driver (the vulnerable driver blocklist, App Control, or memory integrity):"
                            + " whoever administers it has to allow it; the channel process-polling needs no driver"),
            Map.entry(NO_SYSTEM_RESOURCES, "ask for a smaller ring: ringBytes, or --ring-size"));

    /** For where the system has no text, or cannot be asked. */
    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(FILE_NOT_FOUND, "The system cannot find the file specified"),
            Map.entry(PATH_NOT_FOUND, "The system cannot find the path specified"),
            Map.entry(ACCESS_DENIED, "Access is denied"),
            Map.entry(TOO_MANY_SESSIONS, "Too many sessions"),
            Map.entry(INSUFFICIENT_BUFFER, "The data area passed to a system call is too small"),
            Map.entry(BUSY, "The requested resource is in use"),
            Map.entry(INVALID_IMAGE_HASH, "Windows cannot verify the digital signature for this file"),
            Map.entry(SERVICE_ALREADY_RUNNING, "An instance of the service is already running"),
            Map.entry(SERVICE_DISABLED, "The service cannot be started, because it is disabled"),
            Map.entry(SERVICE_DOES_NOT_EXIST, "The specified service does not exist as an installed service"),
            Map.entry(SERVICE_CANNOT_ACCEPT_CONTROL, "The service cannot accept control messages at this time"),
            Map.entry(SERVICE_NOT_ACTIVE, "The service has not been started"),
            Map.entry(SERVICE_MARKED_FOR_DELETE, "The specified service has been marked for deletion"),
            Map.entry(SERVICE_EXISTS, "The specified service already exists"),
            Map.entry(DRIVER_BLOCKED, "This driver has been blocked from loading"),
            Map.entry(REVISION_MISMATCH, "The revision level is unknown"),
            Map.entry(NO_SYSTEM_RESOURCES, "Insufficient system resources exist to complete the requested service"));

    private final Kernel32 kernel;

    /** Texts come from this system. */
    public WindowsErrors(Kernel32 kernel) {
        this.kernel = kernel;
    }

    /** Text and code: {@code Access is denied (5)}. */
    public String describe(int code) {
        var said = kernel.formatMessage(code);
        var text = said == null ? "" : said.strip().replaceAll("\\s+", " ");
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        var number = Integer.toUnsignedString(code);
        return (text.isEmpty() ? TEXTS.getOrDefault(code, "Windows error") : text) + " (" + number + ")";
    }

    /** A failed call as an exception, with what is usually done about its code. */
    public ChannelException failure(WindowsError error) {
        return failure(error, REMEDIES.get(error.code()));
    }

    /**
     * A failed call as an exception.
     *
     * @param remedy what the user can do, null for nothing
     */
    public ChannelException failure(WindowsError error, @Nullable String remedy) {
        return new ChannelException(error.call() + ": " + describe(error.code()), error.code(), remedy, null);
    }
}
