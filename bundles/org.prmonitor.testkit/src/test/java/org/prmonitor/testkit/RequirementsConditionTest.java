package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementsConditionTest {

    @Test
    void runsWhatHasAllItNeeds() {
        assertFalse(RequirementsCondition.evaluate(List.of(), true).isDisabled());
    }

    @Test
    void skipsWithTheReason() {
        var result = RequirementsCondition.evaluate(List.of("ROOT: not run as root", "GCC: none"), false);
        assertTrue(result.isDisabled());
        assertEquals("ROOT: not run as root; GCC: none", result.getReason().orElseThrow());
    }

    @Test
    void failsInsteadOfSkippingWhereAllIsRequired() {
        var failure = assertThrows(IllegalStateException.class, () -> RequirementsCondition.evaluate(List.of("GCC: none"), true));
        assertEquals("-Dprmonitor.require=all, but GCC: none", failure.getMessage());
    }

    @Test
    void linuxIsWhereItsProcFileSystemIs() {
        assertEquals(Files.exists(Path.of("/proc/self/status")), Requirement.LINUX.missing().isEmpty());
    }
}
