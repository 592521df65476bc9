package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectorBatchTest {

    private static final ConnectorEvent.Origin ORIGIN = new ConnectorEvent.Origin(0, 0, 0, 0);

    private static ConnectorEvent fork(long process) {
        return new ConnectorEvent.Forked(ORIGIN, 1, process, process);
    }

    private static ConnectorEvent thread(long thread, long process) {
        return new ConnectorEvent.Forked(ORIGIN, 1, thread, process);
    }

    private static ConnectorEvent exec(long process) {
        return new ConnectorEvent.Executed(ORIGIN, process);
    }

    private static ConnectorEvent exit(long thread, long process) {
        return new ConnectorEvent.Exited(ORIGIN, thread, process, 0);
    }

    private static List<Integer> present(ConnectorEvent... events) {
        var batch = new ConnectorBatch();
        for (var event : events) {
            batch.add(event);
        }
        batch.complete();
        return IntStream.range(0, batch.size()).filter(batch::isPresent).boxed().toList();
    }

    @Test
    void whatEndsWithinTheBatchIsNotLookedFor() {
        assertEquals(List.of(2, 3), present(fork(7), exec(7), fork(8), exec(8), exit(7, 7)));
    }

    @Test
    void onlyTheLastImageIsLookedFor() {
        assertEquals(List.of(0, 2), present(fork(7), exec(7), exec(7)));
        assertEquals(List.of(1), present(exec(7), exec(7)));
    }

    @Test
    void threadsEndIsNotTheProcesss() {
        assertEquals(List.of(0), present(exec(7), thread(9, 7), exit(9, 7)));
    }

    @Test
    void whatComesBeforeAForkIsAnotherProcess() {
        assertEquals(List.of(1), present(exec(7), fork(7)));
    }

    @Test
    void batchIsUsedAgain() {
        var batch = new ConnectorBatch();
        while (!batch.isFull()) {
            batch.add(exec(7));
        }
        batch.complete();
        assertTrue(batch.isPresent(batch.size() - 1));
        assertFalse(batch.isPresent(0));
        batch.clear();
        batch.add(exec(7));
        batch.complete();
        assertEquals(1, batch.size());
        assertTrue(batch.isPresent(0));
    }
}
