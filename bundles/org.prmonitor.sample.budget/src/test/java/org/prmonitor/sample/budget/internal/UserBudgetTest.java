package org.prmonitor.sample.budget.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.ProcessKey;

/** Three processes a minute. */
class UserBudgetTest {

    private final UserBudget budget = new UserBudget(3);
    private long processes;

    private static Instant second(long second) {
        return Instant.ofEpochSecond(second);
    }

    private boolean starts(long second) {
        return budget.started(new ProcessKey(1, ++processes, 1), second(second));
    }

    @Test
    void whoKeepsToItIsNeverOver() {
        for (var second = 0; second < 3_600; second += 20) {
            assertFalse(starts(second), "at " + second);
        }
        assertNull(budget.ended(second(9_999)));
    }

    /** The first of four was a minute ago: there were three in the minute since. */
    @Test
    void aMinuteHasSixtySeconds() {
        assertFalse(starts(0));
        assertFalse(starts(1));
        assertFalse(starts(59));
        assertFalse(starts(60));
        assertTrue(starts(60));
    }

    @Test
    void anIncidentBeginsOnceAndEndsAfterAMinuteWithin() {
        for (var process = 0; process < 3; process++) {
            assertFalse(starts(0));
        }
        assertTrue(starts(10));
        for (var second = 11; second < 40; second++) {
            assertFalse(starts(second), "said already");
        }
        assertNull(budget.ended(second(98)));
        assertEquals(Duration.ofSeconds(29), budget.ended(second(99)));
        assertNull(budget.ended(second(100)), "said already");
        assertFalse(starts(100));
        assertFalse(starts(100));
        assertFalse(starts(100));
        assertTrue(starts(101), "another incident");
    }

    @Test
    void aProcessThatExecutesTwiceIsOne() {
        for (var execution = 0; execution < 10; execution++) {
            assertFalse(budget.started(new ProcessKey(1, 42, 1), second(execution)));
        }
    }

    @Test
    void aProcessIdThatComesBackIsAnotherProcess() {
        assertFalse(budget.started(new ProcessKey(1, 42, 1), second(0)));
        assertFalse(budget.started(new ProcessKey(1, 42, 2), second(1)));
        assertFalse(budget.started(new ProcessKey(1, 42, 3), second(2)));
        assertTrue(budget.started(new ProcessKey(1, 42, 4), second(3)));
    }

    @Test
    void whoIsWithinAndQuietIsForgotten() {
        assertTrue(budget.isIdle(second(0)));
        starts(0);
        assertFalse(budget.isIdle(second(59)));
        assertTrue(budget.isIdle(second(60)));
        starts(100);
        starts(100);
        starts(100);
        starts(100);
        assertFalse(budget.isIdle(second(500)), "an incident that nobody was told the end of");
    }
}
