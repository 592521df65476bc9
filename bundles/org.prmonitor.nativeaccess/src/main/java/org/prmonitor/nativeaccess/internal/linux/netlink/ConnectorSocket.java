package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.Errno;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;

/**
 * The socket on which the process connector talks. It listens from when {@link #open} returns until {@link #close}. One
 * thread.
 */
final class ConnectorSocket implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
    private static final int NETLINK_CONNECTOR = 11;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOCKADDR_NL_BYTES = 12;

    /** What a message of 76 bytes takes in the kernel's account of the buffer. */
    private static final int BYTES_PER_MESSAGE = 832;

    /** A message takes this many times the room that an event takes in the ring of {@code linux-ebpf}. */
    private static final int BUFFER_FACTOR = 2;

    /** The kernel answers before it returns from the request, or not at all. */
    private static final long ANSWER_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String NO_CONNECTOR = "use a kernel with CONFIG_CONNECTOR=y and CONFIG_PROC_EVENTS=y, or another channel";

    private final LinuxLibrary library;
    private final OwnedDescriptor socket;
    private final DatagramBatch batch;
    private final ByteBuffer pollFd = LinuxLibrary.allocate(8);
    private final int bufferBytes;

    private ConnectorSocket(LinuxLibrary library, OwnedDescriptor socket, int bufferBytes) {
        this.library = library;
        this.socket = socket;
        this.bufferBytes = bufferBytes;
        batch = new DatagramBatch(library);
    }

    /**
     * Opens the socket and waits until the kernel says that it is heard.
     *
     * @param ringBytes the size of the ring that is asked for; without CAP_NET_ADMIN the system's limit holds
     *     (net.core.rmem_max)
     * @param receiver gets what comes before the answer: its numbers count
     */
    static ConnectorSocket open(LinuxLibrary library, int ringBytes, ConnectorMessages.Receiver receiver) throws ChannelException {
        InitialNamespaces.require();
        var fd = library.socket(AF_NETLINK, SOCK_DGRAM_NONBLOCK_CLOEXEC, NETLINK_CONNECTOR);
        Errno.check("socket(AF_NETLINK, NETLINK_CONNECTOR)", fd, NO_CONNECTOR);
        var descriptor = new OwnedDescriptor(library, fd);
        try {
            var bufferBytes = sizeBuffer(library, fd, ringBytes);
            var address = LinuxLibrary.allocate(SOCKADDR_NL_BYTES).putShort(0, (short) AF_NETLINK).putInt(8, ConnectorMessages.CN_IDX_PROC);
            Errno.check("bind to the process connector's group", library.bind(fd, address, SOCKADDR_NL_BYTES), permission());
            var socket = new ConnectorSocket(library, descriptor, bufferBytes);
            socket.listen(receiver);
            return socket;
        } catch (ChannelException | RuntimeException e) {
            descriptor.close();
            throw e;
        }
    }

    private static String permission() {
        return "run with CAP_NET_ADMIN, or on Linux 6.6 or later, where anybody may listen";
    }

    private static int sizeBuffer(LinuxLibrary library, int fd, int ringBytes) throws ChannelException {
        var bytes = (int) Math.min((long) ringBytes * BUFFER_FACTOR, Integer.MAX_VALUE / 2);
        if (library.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes) < 0) {
            Errno.check("setsockopt(SO_RCVBUF, " + bytes + ")", library.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, bytes), null);
        }
        var value = LinuxLibrary.allocate(4);
        Errno.check("getsockopt(SO_RCVBUF)", library.getsockopt(fd, SOL_SOCKET, SO_RCVBUF, value, LinuxLibrary.allocate(4).putInt(0, 4)), null);
        return value.getInt(0);
    }

    /** How many messages the buffer holds. */
    int capacity() {
        return bufferBytes / BYTES_PER_MESSAGE;
    }

    /** To wait for; it stays this object's. */
    OwnedDescriptor descriptor() {
        return socket;
    }

    /**
     * Takes what is there.
     *
     * @return how many datagrams, 0 for none left, -1 when the kernel says that it had no room for some: the sequences tell
     *     how many, and what is still in the buffer comes next
     */
    int receive(ConnectorMessages.Receiver receiver) throws ChannelException {
        var received = batch.receive(socket.number());
        if (received == -Errno.ENOBUFS) {
            return -1;
        }
        if (received == -Errno.EAGAIN) {
            return 0;
        }
        if (received == -Errno.EINTR) {
            return receive(receiver);
        }
        Errno.check("recvmmsg from the process connector", received, null);
        for (var slot = 0; slot < received; slot++) {
            batch.read(slot, receiver);
        }
        return received;
    }

    private void listen(ConnectorMessages.Receiver receiver) throws ChannelException {
        var token = ThreadLocalRandom.current().nextInt();
        Errno.check("asking the process connector to listen", request(ConnectorMessages.PROC_CN_MCAST_LISTEN, token), NO_CONNECTOR);
        var answer = new Answer(token + 1, receiver);
        var deadline = System.nanoTime() + ANSWER_TIMEOUT_NANOS;
        while (!answer.came) {
            if (receive(answer) != 0) {
                continue;
            }
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new ChannelException(
                        "the process connector did not answer within " + TimeUnit.NANOSECONDS.toSeconds(ANSWER_TIMEOUT_NANOS) + " s",
                        NO_CONNECTOR);
            }
            pollFd.putInt(0, socket.number()).putShort(4, LinuxLibrary.POLLIN);
            library.poll(pollFd, 1, (int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
        if (answer.error != 0) {
            throw Errno.failure("the process connector refused to listen", answer.error, permission());
        }
    }

    private int request(int operation, int token) {
        var request = LinuxLibrary.allocate(ConnectorMessages.REQUEST_BYTES);
        ConnectorMessages.writeRequest(request, operation, token);
        return library.send(socket.number(), request, ConnectorMessages.REQUEST_BYTES, 0);
    }

    /** Old kernels count listeners by what they say and not by open sockets: without a word they would go on for nobody. */
    @Override
    public void close() {
        request(ConnectorMessages.PROC_CN_MCAST_IGNORE, 0);
        socket.close();
    }

    /** Looks for the answer in what comes. */
    private static final class Answer implements ConnectorMessages.Receiver {

        private final int expected;
        private final ConnectorMessages.Receiver receiver;
        private boolean came;
        private int error;

        Answer(int expected, ConnectorMessages.Receiver receiver) {
            this.expected = expected;
            this.receiver = receiver;
        }

        @Override
        public void receive(ConnectorEvent event) throws ChannelException {
            receiver.receive(event);
            if (event instanceof ConnectorEvent.Acknowledged answer && answer.origin().acknowledged() == expected) {
                came = true;
                error = answer.error();
            }
        }
    }
}
