package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prmonitor.api.channel.ChannelException;

/**
 * The process connector hears requests from the initial PID and user namespaces only (cn_proc_mcast_ctl), and is silent to
 * all others. Who is in a container is told at once, and why, instead of waiting for an answer that does not come.
 */
final class InitialNamespaces {

    /** The inode numbers of the initial namespaces are fixed ({@code linux/proc_ns.h}). */
    private static final String PID = "pid:[" + 0xEFFFFFFCL + "]";

    private static final String USER = "user:[" + 0xEFFFFFFDL + "]";

    private InitialNamespaces() {}

    /** Refuses any other. */
    static void require() throws ChannelException {
        require(Path.of("/proc/self/ns"));
    }

    static void require(Path namespaces) throws ChannelException {
        require(namespaces.resolve("pid"), PID, "PID");
        require(namespaces.resolve("user"), USER, "user");
    }

    private static void require(Path link, String initial, String name) throws ChannelException {
        String own;
        try {
            own = Files.readSymbolicLink(link).toString();
        } catch (IOException unknown) {
            // Then the kernel's silence has to tell.
            return;
        }
        if (!own.equals(initial)) {
            throw new ChannelException(
                    "the process connector answers in the host's " + name + " namespace only, and this process is in " + own,
                    "run outside of the container, or with the host's namespaces (docker run --pid=host --userns=host)");
        }
    }
}
