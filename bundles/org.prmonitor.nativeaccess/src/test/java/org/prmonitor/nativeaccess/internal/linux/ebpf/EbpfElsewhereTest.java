package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** Where the channel cannot be: it says why, and throws nothing that a caller does not expect. */
class EbpfElsewhereTest {

    @Test
    void anotherSystemIsNamed() throws Exception {
        assertEquals(
                List.of("not ready this is FreeBSD, not Linux; null", "refused this is FreeBSD, not Linux"),
                ChildJvm.run(ChildJvm.commandHere("-Dos.name=FreeBSD")));
    }

    @Test
    @Requires(Requirement.LINUX)
    void nativeLibraryThatDoesNotLoadIsNamedWithWhatToDo() throws Exception {
        // Nothing can be unpacked into /proc, whoever tries.
        var said = ChildJvm.run(ChildJvm.commandHere("-Djna.tmpdir=/proc"));
        assertTrue(said.get(0).startsWith("not ready loading JNA's native library: "), said::toString);
        assertTrue(said.get(0).contains("jna.tmpdir"), said::toString);
        assertTrue(said.get(1).startsWith("refused loading JNA's native library: "), said::toString);
    }
}
