package org.prmonitor.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "0, , exit 0", "1, , exit 1", "255, , exit 255", "256, , exit 0x00000100", "-1073741819, , exit 0xC0000005 (access violation)", "-536870912, , exit 0xE0000000", ", , exit ?",
        ", 1, killed by SIGHUP", ", 2, killed by SIGINT", ", 6, killed by SIGABRT", ", 9, killed by SIGKILL", ", 11, killed by SIGSEGV",
        ", 15, killed by SIGTERM", ", 31, killed by SIGSYS", ", 32, killed by signal 32", ", 34, killed by SIGRTMIN",
        ", 64, killed by SIGRTMIN+30", ", 65, killed by signal 65", ", 0, killed by signal 0"
    })
    void exitStatus(@Nullable Integer code, @Nullable Integer signal, String expected) {
        assertEquals(expected, ExitStatusText.of(code, signal));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 ms", "420000, 0.4 ms", "999999999, 999.9 ms", "1000000000, 1.0 s", "59999999999, 59.9 s", "60000000000, 1 m 00 s",
        "3599000000000, 59 m 59 s", "3600000000000, 1 h 00 m", "86399000000000, 23 h 59 m", "273600000000000, 3 d 04 h"
    })
    void lifetime(long nanoseconds, String expected) {
        assertEquals(expected, LifetimeText.of(nanoseconds));
    }
}
