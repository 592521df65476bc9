package org.prmonitor.nativeaccess.internal.windows.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeIntegrityTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | driver signatures are not checked",
        "1 | driver signatures are checked, test signing is off",
        "3 | driver signatures are checked, test signing is on",
        "1025 | driver signatures are checked, test signing is off, memory integrity is on"
    })
    void theOptionsInWords(int options, String expected) {
        assertEquals(expected, new CodeIntegrity(options).describe());
    }
}
