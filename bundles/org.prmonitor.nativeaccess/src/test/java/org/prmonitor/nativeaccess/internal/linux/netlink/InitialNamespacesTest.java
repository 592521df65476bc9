package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.LINUX)
class InitialNamespacesTest {

    @TempDir
    Path folder;

    private void links(String pid, String user) throws Exception {
        Files.createSymbolicLink(folder.resolve("pid"), Path.of(pid));
        Files.createSymbolicLink(folder.resolve("user"), Path.of(user));
    }

    @Test
    void initialNamespacesWillDo() throws Exception {
        links("pid:[4026531836]", "user:[4026531837]");
        assertDoesNotThrow(() -> InitialNamespaces.require(folder));
    }

    @Test
    void otherNamespacesAreNamed() throws Exception {
        links("pid:[4026531836]", "user:[4026532270]");
        var failure = assertThrows(ChannelException.class, () -> InitialNamespaces.require(folder));
        assertTrue(failure.describe().contains("user namespace") && failure.describe().contains("user:[4026532270]"), failure.describe());
        Files.delete(folder.resolve("pid"));
        Files.createSymbolicLink(folder.resolve("pid"), Path.of("pid:[4026532269]"));
        failure = assertThrows(ChannelException.class, () -> InitialNamespaces.require(folder));
        assertTrue(failure.describe().contains("PID namespace"), failure.describe());
    }

    @Test
    void whatCannotBeReadIsLeftToTheKernel() {
        assertDoesNotThrow(() -> InitialNamespaces.require(folder));
    }
}
