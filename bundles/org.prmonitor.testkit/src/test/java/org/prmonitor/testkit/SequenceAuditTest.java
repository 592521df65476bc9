package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.SequenceAudit.Findings;

class SequenceAuditTest {

    private static Findings findings(long last, long... numbers) {
        var audit = new SequenceAudit(1);
        LongStream.of(numbers).forEach(audit);
        return audit.findings(last);
    }

    @Test
    void everyNumberOnceAndInOrderIsClean() {
        assertEquals(new Findings(3, 0, 0, 0), findings(3, 1, 2, 3));
        assertTrue(findings(3, 1, 2, 3).isClean());
    }

    @Test
    void whatNeverCameIsLost() {
        assertEquals(new Findings(0, 5, 0, 0), findings(5));
        assertEquals(new Findings(2, 3, 0, 0), findings(5, 2, 4));
        assertFalse(findings(2, 1).isClean());
    }

    @Test
    void whatCameAgainIsTwice() {
        assertEquals(new Findings(4, 0, 2, 0), findings(2, 1, 1, 2, 1));
    }

    @Test
    void whatCameLateIsOutOfOrderAndNotLost() {
        assertEquals(new Findings(5, 0, 0, 3), findings(5, 1, 5, 3, 2, 4));
        assertEquals(new Findings(6, 0, 1, 3), findings(5, 1, 5, 3, 3, 2, 4));
    }

    @Test
    void aFirstNumberThatNobodyKnowsIsTheFirstThatComes() {
        var audit = new SequenceAudit();
        LongStream.of(1_000, 1_001, 1_003).forEach(audit);
        assertEquals(new Findings(3, 1, 0, 0), audit.findings(1_003));
        audit.accept(999);
        assertEquals(1, audit.findings(1_003).twice(), "before the first there is nothing to wait for");
        assertThrows(IllegalArgumentException.class, () -> new SequenceAudit(0));
    }

    @Test
    void anyOrderOfAllNumbersLosesNone() {
        var numbers = new ArrayList<>(LongStream.rangeClosed(1, 1_000).boxed().toList());
        Collections.shuffle(numbers, new Random(4));
        var audit = new SequenceAudit(1);
        numbers.forEach(audit::accept);
        numbers.subList(0, 10).forEach(audit::accept);
        var findings = audit.findings(1_000);
        assertEquals(0, findings.lost());
        assertEquals(10, findings.twice());
        assertTrue(findings.outOfOrder() > 0);
    }
}
