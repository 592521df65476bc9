package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.host.BenchException;

/** Whose audit somebody uses is left alone. */
class AuditStatusTest {

    private static final List<String> NO_RULES = List.of("No rules");

    private static AuditStatus status(int enabled, long daemon) throws BenchException {
        // As auditctl 3.0.9 says it.
        return AuditStatus.of(List.of(
                "enabled " + enabled, "failure 1", "pid " + daemon, "rate_limit 0", "backlog_limit 64", "lost 7", "backlog 0",
                "backlog_wait_time 15000", "backlog_wait_time_actual 0", "loginuid_immutable 0 unlocked"));
    }

    private static void assertRefused(String reason, AuditStatus status, List<String> rules) {
        var refusal = assertThrows(BenchException.class, () -> status.requireUnused(rules));
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::getMessage);
    }

    @Test
    void isReadAndPutBack() throws BenchException {
        var status = status(1, 0);
        assertEquals(new AuditStatus(1, 1, 0, 0, 64), status);
        assertEquals(List.of("-e", "1", "-f", "1", "-r", "0", "-b", "64"), status.options());
        var incomplete = assertThrows(BenchException.class, () -> AuditStatus.of(List.of("enabled 1", "You must be root to run this program.")));
        assertEquals("auditctl -s says no failure, but: enabled 1, You must be root to run this program.", incomplete.getMessage());
    }

    @Test
    void isTakenOnlyWhereNobodyUsesIt() throws BenchException {
        var unused = status(0, 0);
        assertDoesNotThrow(() -> unused.requireUnused(NO_RULES));
        assertRefused("an audit daemon runs already, process 512", status(1, 512), NO_RULES);
        assertRefused("locked until the machine restarts", status(2, 0), NO_RULES);
        assertRefused("-a never,task", unused, List.of("-a never,task"));
    }
}
