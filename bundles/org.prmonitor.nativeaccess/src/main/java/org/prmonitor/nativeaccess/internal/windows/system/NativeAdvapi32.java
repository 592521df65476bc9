package org.prmonitor.nativeaccess.internal.windows.system;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.WString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The real {@code advapi32}; called as {@link NativeKernel32} is. */
final class NativeAdvapi32 implements Advapi32 {

    private static final NativeLibrary LIBRARY = NativeLibrary.getInstance("Advapi32");

    private static final Function OPEN_SC_MANAGER = LIBRARY.getFunction("OpenSCManagerW");
    private static final Function CREATE_SERVICE = LIBRARY.getFunction("CreateServiceW");
    private static final Function OPEN_SERVICE = LIBRARY.getFunction("OpenServiceW");
    private static final Function QUERY_SERVICE_CONFIG = LIBRARY.getFunction("QueryServiceConfigW");
    private static final Function CHANGE_SERVICE_CONFIG = LIBRARY.getFunction("ChangeServiceConfigW");
    private static final Function START_SERVICE = LIBRARY.getFunction("StartServiceW");
    private static final Function CONTROL_SERVICE = LIBRARY.getFunction("ControlService");
    private static final Function QUERY_SERVICE_STATUS = LIBRARY.getFunction("QueryServiceStatus");
    private static final Function DELETE_SERVICE = LIBRARY.getFunction("DeleteService");
    private static final Function CLOSE_SERVICE_HANDLE = LIBRARY.getFunction("CloseServiceHandle");

    private static final int SERVICE_DEMAND_START = 3;
    private static final int SERVICE_ERROR_NORMAL = 1;
    private static final int SERVICE_NO_CHANGE = -1;
    private static final int SERVICE_CONTROL_STOP = 1;

    /** {@code SERVICE_STATUS}: seven numbers, of which the second is the state. */
    private static final int STATUS_BYTES = 28;

    private static final int STATUS_STATE = 4;

    /** {@code QUERY_SERVICE_CONFIGW} on 64-bit Windows; with its texts it has at most 8 KB there, and twice that on a bridge. */
    private static final int CONFIGURATION_BYTES = 16 << 10;

    private static final int CONFIGURATION_TYPE = 0;
    private static final int CONFIGURATION_PATH = 16;
    private static final int CONFIGURATION_DISPLAY_NAME = 56;

    @Override
    public long openManager(int access) throws WindowsError {
        return handle("OpenSCManager", OPEN_SC_MANAGER.invokeLong(new @Nullable Object[] {null, null, access}));
    }

    @Override
    public long createDriverService(long manager, String name, String displayName, String imagePath, String loadOrderGroup)
            throws WindowsError {
        var arguments = new @Nullable Object[] {
            manager, new WString(name), new WString(displayName), SERVICE_ALL_ACCESS, KERNEL_DRIVER, SERVICE_DEMAND_START,
            SERVICE_ERROR_NORMAL, new WString(imagePath), new WString(loadOrderGroup), null, null, null, null
        };
        return handle("CreateService(" + name + ", " + imagePath + ")", CREATE_SERVICE.invokeLong(arguments));
    }

    @Override
    public long openService(long manager, String name, int access) throws WindowsError {
        return handle("OpenService(" + name + ")", OPEN_SERVICE.invokeLong(new Object[] {manager, new WString(name), access}));
    }

    @Override
    public Configuration configuration(long service) throws WindowsError {
        var needed = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        try (var buffer = new Memory(CONFIGURATION_BYTES)) {
            var arguments = new Object[] {service, buffer, CONFIGURATION_BYTES, needed};
            check("QueryServiceConfig", QUERY_SERVICE_CONFIG.invokeInt(arguments));
            return new Configuration(
                    buffer.getInt(CONFIGURATION_TYPE), text(buffer, CONFIGURATION_PATH), text(buffer, CONFIGURATION_DISPLAY_NAME));
        }
    }

    @Override
    public void configure(long service, @Nullable String imagePath, @Nullable String displayName) throws WindowsError {
        var arguments = new @Nullable Object[] {
            service, SERVICE_NO_CHANGE, SERVICE_NO_CHANGE, SERVICE_NO_CHANGE, wide(imagePath), null, null, null, null, null,
            wide(displayName)
        };
        check("ChangeServiceConfig", CHANGE_SERVICE_CONFIG.invokeInt(arguments));
    }

    @Override
    public void start(long service) throws WindowsError {
        check("StartService", START_SERVICE.invokeInt(new @Nullable Object[] {service, 0, null}));
    }

    @Override
    public void stop(long service) throws WindowsError {
        var status = ByteBuffer.allocateDirect(STATUS_BYTES).order(ByteOrder.nativeOrder());
        check("ControlService(stop)", CONTROL_SERVICE.invokeInt(new Object[] {service, SERVICE_CONTROL_STOP, status}));
    }

    @Override
    public int state(long service) throws WindowsError {
        var status = ByteBuffer.allocateDirect(STATUS_BYTES).order(ByteOrder.nativeOrder());
        check("QueryServiceStatus", QUERY_SERVICE_STATUS.invokeInt(new Object[] {service, status}));
        return status.getInt(STATUS_STATE);
    }

    @Override
    public void delete(long service) throws WindowsError {
        check("DeleteService", DELETE_SERVICE.invokeInt(new Object[] {service}));
    }

    @Override
    public void closeServiceHandle(long handle) throws WindowsError {
        check("CloseServiceHandle", CLOSE_SERVICE_HANDLE.invokeInt(new Object[] {handle}));
    }

    private static @Nullable WString wide(@Nullable String text) {
        return text == null ? null : new WString(text);
    }

    private static String text(Memory buffer, int offset) {
        var text = buffer.getPointer(offset);
        return text == null ? "" : text.getWideString(0);
    }

    private static long handle(String call, long handle) throws WindowsError {
        if (handle == 0) {
            throw new WindowsError(call, Native.getLastError());
        }
        return handle;
    }

    private static void check(String call, int succeeded) throws WindowsError {
        if (succeeded == 0) {
            throw new WindowsError(call, Native.getLastError());
        }
    }
}
