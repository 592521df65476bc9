package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.nio.ByteBuffer;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;

/**
 * Room for {@value #SLOTS} datagrams, taken from the socket by one call of {@code recvmmsg(2)}. One direct buffer holds
 * the vector of {@code struct mmsghdr}, the {@code struct iovec} and {@code struct sockaddr_nl} that it points at, and the
 * datagrams. Layouts of 64-bit Linux. One thread.
 */
final class DatagramBatch {

    static final int SLOTS = 64;

    /** Far more than a process event of 76 bytes: room for what later kernels add. */
    static final int DATAGRAM_BYTES = 512;

    private static final int MMSGHDR_BYTES = 64;
    private static final int IOVEC_BYTES = 16;
    private static final int ADDRESS_SLOT_BYTES = 16;
    private static final int SOCKADDR_NL_BYTES = 12;

    private static final int VECTORS = SLOTS * MMSGHDR_BYTES;
    private static final int ADDRESSES = VECTORS + SLOTS * IOVEC_BYTES;
    private static final int DATAGRAMS = ADDRESSES + SLOTS * ADDRESS_SLOT_BYTES;

    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_TRUNC = 0x20;

    private static final int NAME_LENGTH_OFFSET = 8;
    private static final int FLAGS_OFFSET = 48;
    private static final int RECEIVED_OFFSET = 56;

    private final LinuxLibrary library;
    private final ByteBuffer memory = LinuxLibrary.allocate(DATAGRAMS + SLOTS * DATAGRAM_BYTES);

    DatagramBatch(LinuxLibrary library) {
        this.library = library;
        var address = LinuxLibrary.address(memory);
        for (var slot = 0; slot < SLOTS; slot++) {
            var header = slot * MMSGHDR_BYTES;
            var vector = VECTORS + slot * IOVEC_BYTES;
            memory.putLong(header, address + ADDRESSES + slot * ADDRESS_SLOT_BYTES)
                    .putLong(header + 16, address + vector)
                    .putLong(header + 24, 1)
                    .putLong(vector, address + DATAGRAMS + slot * DATAGRAM_BYTES)
                    .putLong(vector + 8, DATAGRAM_BYTES);
        }
    }

    /** Takes what is there without waiting: how many datagrams, or the negative {@code errno}. */
    int receive(int fd) {
        for (var slot = 0; slot < SLOTS; slot++) {
            memory.putInt(slot * MMSGHDR_BYTES + NAME_LENGTH_OFFSET, SOCKADDR_NL_BYTES);
        }
        return library.recvmmsg(fd, memory, SLOTS, MSG_DONTWAIT);
    }

    /** Hands over the messages of a datagram. One that is not from the kernel holds none: anybody may send. */
    void read(int slot, ConnectorMessages.Receiver receiver) throws ChannelException {
        var header = slot * MMSGHDR_BYTES;
        var length = memory.getInt(header + RECEIVED_OFFSET);
        var fromKernel = memory.getInt(header + NAME_LENGTH_OFFSET) == SOCKADDR_NL_BYTES
                && memory.getInt(ADDRESSES + slot * ADDRESS_SLOT_BYTES + 4) == 0;
        if (!fromKernel) {
            return;
        }
        if ((memory.getInt(header + FLAGS_OFFSET) & MSG_TRUNC) != 0) {
            throw new ChannelException(
                    "a datagram of the process connector is longer than " + DATAGRAM_BYTES + " bytes", "report this as a defect");
        }
        var start = DATAGRAMS + slot * DATAGRAM_BYTES;
        ConnectorMessages.read(memory, start, start + length, receiver);
    }
}
