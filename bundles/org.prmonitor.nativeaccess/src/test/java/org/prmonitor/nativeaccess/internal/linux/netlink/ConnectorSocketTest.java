package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLibrary;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires({Requirement.LINUX, Requirement.ROOT})
class ConnectorSocketTest {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM = 2;
    private static final int NETLINK_CONNECTOR = 11;

    @Test
    void whatAnotherProgramSendsIsNotTheKernels() throws Exception {
        var library = LinuxLibrary.load();
        try (var socket = ConnectorSocket.open(library, 1 << 20, event -> {});
                var sender = new OwnedDescriptor(library, library.socket(AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR))) {
            var address = LinuxLibrary.allocate(12);
            var length = LinuxLibrary.allocate(4).putInt(0, 12);
            assertEquals(0, call("getsockname", socket.descriptor().number(), address, length));
            // Not a multicast: to this socket alone.
            address.putInt(8, 0);
            // Well formed but for its event, which would be refused if anybody looked.
            var datagram = LinuxLibrary.allocate(ConnectorMessages.REQUEST_BYTES);
            ConnectorMessages.writeRequest(datagram, ConnectorMessages.PROC_CN_MCAST_LISTEN, 0);
            long bytes = ConnectorMessages.REQUEST_BYTES;
            assertEquals(bytes, call("sendto", sender.number(), datagram, bytes, 0, address, 12));
            var events = new ArrayList<ConnectorEvent>();
            // It is among what is there, and does no harm; what else is there is other processes'.
            assertTrue(socket.receive(events::add) > 0);
            ConnectorMessages.writeRequest(datagram, ConnectorMessages.PROC_CN_MCAST_LISTEN, 0);
            assertThrows(ChannelException.class, () -> ConnectorMessages.read(datagram, 0, datagram.capacity(), events::add));
        }
    }

    /** A function of libc that only this test needs. */
    private static int call(String function, Object... arguments) {
        return NativeLibrary.getProcess().getFunction(function).invokeInt(arguments);
    }

    @Test
    void bufferIsAsLargeAsAsked() throws Exception {
        var library = LinuxLibrary.load();
        try (var socket = ConnectorSocket.open(library, 4 << 20, event -> {})) {
            // Twice what a ring of events would need, and the kernel doubles it again, to pay for its own book-keeping.
            assertEquals((16 << 20) / 832, socket.capacity());
        }
    }
}
