package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires({Requirement.LINUX, Requirement.ROOT})
class ProcessorPokeTest {

    @Test
    void everyAllowedProcessorSendsAMessageAtOnce() throws Exception {
        var library = LinuxLibrary.load();
        var allowed = LinuxLibrary.allocate(ConnectorMessages.PROCESSORS_MAX / 8);
        assertEquals(0, library.getAffinity(allowed));
        var expected = new HashSet<Integer>();
        for (var processor = 0; processor < ConnectorMessages.PROCESSORS_MAX; processor++) {
            if ((allowed.getLong(processor / 64 * 8) >> processor % 64 & 1) != 0) {
                expected.add(processor);
            }
        }
        assertFalse(expected.isEmpty());
        try (var socket = ConnectorSocket.open(library, 1 << 20, event -> {})) {
            var seen = new HashSet<Integer>();
            new ProcessorPoke(library).run();
            while (socket.receive(event -> seen.add(event.origin().processor())) != 0) {
                // Until nothing is left.
            }
            seen.retainAll(expected);
            assertEquals(expected, seen);
        }
        var after = LinuxLibrary.allocate(allowed.capacity());
        assertEquals(0, library.getAffinity(after));
        assertEquals(allowed, after, "this thread may run where it might before");
    }
}
