package org.prmonitor.nativeaccess.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class WaitStatusTest {

    @Test
    void exitHasACodeAndNoSignal() {
        for (var code = 0; code < 256; code++) {
            assertEquals(code, new WaitStatus(code << 8).exitCode());
            assertNull(new WaitStatus(code << 8).exitSignal());
        }
    }

    @Test
    void signalHasNoCodeWhetherItDumpedCoreOrNot() {
        assertEquals(9, new WaitStatus(9).exitSignal());
        assertEquals(11, new WaitStatus(11 | 0x80).exitSignal());
        assertNull(new WaitStatus(9).exitCode());
        assertNull(new WaitStatus(11 | 0x80).exitCode());
    }
}
