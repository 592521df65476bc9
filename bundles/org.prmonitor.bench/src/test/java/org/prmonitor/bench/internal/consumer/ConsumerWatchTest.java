package org.prmonitor.bench.internal.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.SequenceAudit;

class ConsumerWatchTest {

    private final ConsumerWatch watch = new ConsumerWatch(new SequenceAudit(1));

    @Test
    void oneAuditHearsOfAllVersions() {
        watch.newInstance("1").accept(1);
        var second = watch.newInstance("2");
        second.accept(2);
        second.accept(2);
        assertEquals(2, watch.instances());
        assertEquals(new SequenceAudit.Findings(3, 1, 1, 0), watch.audit().findings(3));
    }

    @Test
    void waitsForTheFirstEventOfAVersion() throws Exception {
        watch.newInstance("1").accept(1);
        assertNull(watch.awaitFirstEvent("2", 0));
        var second = watch.newInstance("2");
        var began = CompletableFuture.supplyAsync(() -> {
            second.accept(2);
            return System.nanoTime();
        });
        var first = watch.awaitFirstEvent("2", TimeUnit.SECONDS.toNanos(30));
        assertNotNull(first);
        assertTrue(first <= began.get());
        second.accept(3);
        assertEquals(first, watch.awaitFirstEvent("2", 0), "the first one stays the first");
    }
}
