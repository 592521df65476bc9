package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.nio.ByteBuffer;
import org.prmonitor.api.channel.ChannelException;

/**
 * The datagrams of the process connector: {@code struct nlmsghdr} (16 bytes), {@code struct cn_msg} (20),
 * {@code struct proc_event} (16 and a union). Every length is checked before a byte is read, and what does not fit is a
 * {@link ChannelException}: whoever sends such a thing is not the kernel that was asked.
 */
final class ConnectorMessages {

    static final int PROC_CN_MCAST_LISTEN = 1;
    static final int PROC_CN_MCAST_IGNORE = 2;

    /** {@code CN_IDX_PROC}: the connector, and the multicast group. */
    static final int CN_IDX_PROC = 1;

    private static final int CN_VAL_PROC = 1;

    static final int REQUEST_BYTES = 40;

    /** What the connector sends and takes; other types are netlink's own and say nothing about processes. */
    private static final int NLMSG_DONE = 3;

    private static final int NLMSG_HEADER_BYTES = 16;
    private static final int NLMSG_ALIGNMENT = 4;
    private static final int CN_MSG_BYTES = 20;
    private static final int EVENT_HEADER_BYTES = 16;

    private static final int PROC_EVENT_NONE = 0;
    private static final int PROC_EVENT_FORK = 0x1;
    private static final int PROC_EVENT_EXEC = 0x2;
    private static final int PROC_EVENT_UID = 0x4;
    private static final int PROC_EVENT_GID = 0x40;
    private static final int PROC_EVENT_SID = 0x80;
    private static final int PROC_EVENT_EXIT = 0x80000000;

    /** More than Linux can be built for (NR_CPUS is 8192 at most): an index beyond is no processor. */
    static final int PROCESSORS_MAX = 1 << 14;

    private ConnectorMessages() {}

    /** Takes the messages of a datagram one by one. */
    @FunctionalInterface
    interface Receiver {
        void receive(ConnectorEvent event) throws ChannelException;
    }

    /**
     * Writes the request {@code PROC_CN_MCAST_LISTEN} or {@code PROC_CN_MCAST_IGNORE}. Without a mask of events: with one,
     * the kernel numbers the messages that it leaves out, and every one of them would look lost.
     *
     * @param request at least {@link #REQUEST_BYTES}, in native byte order
     * @param operation which
     * @param token comes back, plus one, as {@link ConnectorEvent.Origin#acknowledged()}
     */
    static void writeRequest(ByteBuffer request, int operation, int token) {
        request.putInt(0, REQUEST_BYTES)
                .putShort(4, (short) NLMSG_DONE)
                .putShort(6, (short) 0)
                .putInt(8, 0)
                .putInt(12, 0)
                .putInt(16, CN_IDX_PROC)
                .putInt(20, CN_VAL_PROC)
                .putInt(24, 0)
                .putInt(28, token)
                .putShort(32, (short) 4)
                .putShort(34, (short) 0)
                .putInt(36, operation);
    }

    /** Hands over every message of the connector between two bytes of a buffer in native byte order. */
    static void read(ByteBuffer buffer, int start, int end, Receiver receiver) throws ChannelException {
        var position = start;
        while (end - position >= NLMSG_HEADER_BYTES) {
            var length = buffer.getInt(position);
            if (length < NLMSG_HEADER_BYTES || length > end - position) {
                throw malformed("a message of " + length + " bytes where " + (end - position) + " are left");
            }
            var type = Short.toUnsignedInt(buffer.getShort(position + 4));
            if (type == NLMSG_DONE) {
                readConnector(buffer, position + NLMSG_HEADER_BYTES, position + length, receiver);
            }
            // The padding behind the last message may be missing.
            position = (int) Math.min(end, position + (length + NLMSG_ALIGNMENT - 1L & -NLMSG_ALIGNMENT));
        }
        if (position != end) {
            throw malformed((end - position) + " bytes behind the last message");
        }
    }

    private static void readConnector(ByteBuffer buffer, int start, int end, Receiver receiver) throws ChannelException {
        if (end - start < CN_MSG_BYTES) {
            throw malformed("struct cn_msg of " + (end - start) + " bytes");
        }
        var dataLength = Short.toUnsignedInt(buffer.getShort(start + 16));
        var data = start + CN_MSG_BYTES;
        if (dataLength > end - data) {
            throw malformed("struct cn_msg with " + dataLength + " bytes of data where " + (end - data) + " are left");
        }
        if (buffer.getInt(start) == CN_IDX_PROC && buffer.getInt(start + 4) == CN_VAL_PROC) {
            receiver.receive(event(buffer, data, dataLength, buffer.getInt(start + 8), buffer.getInt(start + 12)));
        }
    }

    private static ConnectorEvent event(ByteBuffer buffer, int start, int length, int sequence, int acknowledged)
            throws ChannelException {
        if (length < EVENT_HEADER_BYTES) {
            throw malformed("struct proc_event of " + length + " bytes");
        }
        var processor = buffer.getInt(start + 4);
        if (processor < -1 || processor >= PROCESSORS_MAX) {
            throw malformed("processor " + Integer.toUnsignedString(processor));
        }
        var origin = new ConnectorEvent.Origin(processor, sequence, acknowledged, buffer.getLong(start + 8));
        var words = new Words(buffer, start + EVENT_HEADER_BYTES, length - EVENT_HEADER_BYTES);
        return switch (buffer.getInt(start)) {
            case PROC_EVENT_NONE -> new ConnectorEvent.Acknowledged(origin, words.number(0));
            case PROC_EVENT_FORK -> new ConnectorEvent.Forked(origin, words.id(1), words.id(2), words.id(3));
            case PROC_EVENT_EXEC -> new ConnectorEvent.Executed(origin, words.id(1));
            case PROC_EVENT_UID -> words.isLeader()
                    ? new ConnectorEvent.UserChanged(origin, words.id(1), Integer.toUnsignedLong(words.number(2)))
                    : new ConnectorEvent.Other(origin);
            case PROC_EVENT_GID -> words.isLeader()
                    ? new ConnectorEvent.GroupChanged(origin, words.id(1), Integer.toUnsignedLong(words.number(2)))
                    : new ConnectorEvent.Other(origin);
            case PROC_EVENT_SID -> new ConnectorEvent.SessionStarted(origin, words.id(1));
            case PROC_EVENT_EXIT -> new ConnectorEvent.Exited(origin, words.id(0), words.id(1), words.number(2));
            default -> new ConnectorEvent.Other(origin);
        };
    }

    private static ChannelException malformed(String what) {
        return new ChannelException("a datagram of the process connector is malformed: " + what, "report this as a defect");
    }

    /** The union of {@code struct proc_event}, as 32-bit words. */
    private record Words(ByteBuffer buffer, int start, int length) {

        int number(int index) throws ChannelException {
            if (4 * index + 4 > length) {
                throw malformed("struct proc_event with " + length + " bytes of data");
            }
            return buffer.getInt(start + 4 * index);
        }

        /** A thread may have a user of its own; the process has its leader's. */
        boolean isLeader() throws ChannelException {
            return number(0) == number(1);
        }

        /** A process or thread id, 0 for none. */
        long id(int index) throws ChannelException {
            var id = number(index);
            if (id < 0) {
                throw malformed("process id " + id);
            }
            return id;
        }
    }
}
