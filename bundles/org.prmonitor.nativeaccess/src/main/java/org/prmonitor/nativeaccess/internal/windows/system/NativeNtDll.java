package org.prmonitor.nativeaccess.internal.windows.system;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The real {@code ntdll}; called as {@link NativeKernel32} is. */
final class NativeNtDll implements NtDll {

    private static final Function NT_QUERY_SYSTEM_INFORMATION =
            NativeLibrary.getInstance("ntdll").getFunction("NtQuerySystemInformation");

    private static final int SYSTEM_CODE_INTEGRITY_INFORMATION = 103;

    /** {@code SYSTEM_CODEINTEGRITY_INFORMATION}: its own size, then the options. */
    private static final int BYTES = 8;

    @Override
    public @Nullable CodeIntegrity codeIntegrity() {
        var information = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder()).putInt(0, BYTES);
        var length = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        var status = NT_QUERY_SYSTEM_INFORMATION.invokeInt(new Object[] {SYSTEM_CODE_INTEGRITY_INFORMATION, information, BYTES, length});
        return status < 0 ? null : new CodeIntegrity(information.getInt(4));
    }
}
