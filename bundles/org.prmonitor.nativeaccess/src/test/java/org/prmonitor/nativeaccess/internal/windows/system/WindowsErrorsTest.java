package org.prmonitor.nativeaccess.internal.windows.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.nativeaccess.internal.windows.testsupport.FakeWindows;

class WindowsErrorsTest {

    private final WindowsErrors errors = new WindowsErrors(new FakeWindows());

    @ParameterizedTest
    @CsvSource({
        "5, Access is denied (5)",
        "577, Windows cannot verify the digital signature for this file (577)",
        "1275, This driver has been blocked from loading (1275)",
        "12345, Windows error (12345)",
        "-1, Windows error (4294967295)"
    })
    void theSystemsTextOrOurs(int code, String expected) {
        assertEquals(expected, errors.describe(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 69, 170, 577, 1058, 1060, 1072, 1073, 1275, 1450})
    void everyCodeThatAUserCanMendSaysHow(int code) {
        var failure = errors.failure(new WindowsError("StartService", code));
        assertEquals(code, failure.errorCode());
        assertTrue(failure.getMessage().startsWith("StartService: "), failure::getMessage);
        assertNotNull(failure.remedy());
    }

    @Test
    void whatNobodyCanMendSaysNothing() {
        assertNull(errors.failure(new WindowsError("StartService", 12345)).remedy());
    }
}
