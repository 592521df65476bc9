package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.prmonitor.api.channel.ChannelException;

class ConnectorMessagesTest {

    private static final int MESSAGE_BYTES = 76;

    /** A message as cn_netlink_send_mult() makes it, with the union's words. */
    private static ByteBuffer message(int what, int processor, int sequence, int... words) {
        var buffer = ByteBuffer.allocate(MESSAGE_BYTES).order(ByteOrder.nativeOrder());
        buffer.putInt(MESSAGE_BYTES).putShort((short) 3).putShort((short) 0).putInt(sequence).putInt(0);
        buffer.putInt(1).putInt(1).putInt(sequence).putInt(77).putShort((short) 40).putShort((short) 0);
        buffer.putInt(what).putInt(processor).putLong(123_456_789L);
        for (var word : words) {
            buffer.putInt(word);
        }
        return buffer.clear();
    }

    private static List<ConnectorEvent> read(ByteBuffer buffer, int end) throws ChannelException {
        var events = new ArrayList<ConnectorEvent>();
        ConnectorMessages.read(buffer, 0, end, events::add);
        return events;
    }

    private static ConnectorEvent only(ByteBuffer buffer) throws ChannelException {
        var events = read(buffer, buffer.capacity());
        assertEquals(1, events.size());
        return events.get(0);
    }

    @Example
    void kindsAreTakenApart() throws Exception {
        var origin = new ConnectorEvent.Origin(1, -5, 77, 123_456_789L);
        assertEquals(new ConnectorEvent.Acknowledged(origin, 1), only(message(0, 1, -5, 1)));
        assertEquals(new ConnectorEvent.Forked(origin, 2, 3, 4), only(message(1, 1, -5, 1, 2, 3, 4)));
        assertEquals(new ConnectorEvent.Executed(origin, 2), only(message(2, 1, -5, 1, 2)));
        assertEquals(new ConnectorEvent.UserChanged(origin, 2, 0xffff_fffeL), only(message(4, 1, -5, 2, 2, -2, 9)));
        assertEquals(new ConnectorEvent.Other(origin), only(message(4, 1, -5, 3, 2, -2, 9)));
        assertEquals(new ConnectorEvent.GroupChanged(origin, 2, 7), only(message(0x40, 1, -5, 2, 2, 7, 9)));
        assertEquals(new ConnectorEvent.SessionStarted(origin, 2), only(message(0x80, 1, -5, 1, 2)));
        assertEquals(new ConnectorEvent.Exited(origin, 1, 2, 0x100), only(message(0x80000000, 1, -5, 1, 2, 0x100, 17)));
        assertEquals(new ConnectorEvent.Other(origin), only(message(0x200, 1, -5, 1, 2)));
        assertEquals(new ConnectorEvent.Other(origin), only(message(0x400, 1, -5)));
    }

    @Example
    void requestIsWhatTheKernelReads() throws Exception {
        var request = ByteBuffer.allocate(ConnectorMessages.REQUEST_BYTES).order(ByteOrder.nativeOrder());
        ConnectorMessages.writeRequest(request, ConnectorMessages.PROC_CN_MCAST_LISTEN, 99);
        // A request has the form of a message, with less data than an event has.
        var failure = assertThrows(ChannelException.class, () -> read(request, request.capacity()));
        assertTrue(failure.getMessage().endsWith("struct proc_event of 4 bytes"), failure.getMessage());
        assertEquals(99, request.getInt(28));
        assertEquals(1, request.getInt(36));
    }

    @Example
    void severalMessagesInOneDatagram() throws Exception {
        var buffer = ByteBuffer.allocate(2 * MESSAGE_BYTES).order(ByteOrder.nativeOrder());
        buffer.put(message(2, 0, 1, 5, 5)).put(message(2, 0, 2, 6, 6));
        assertEquals(List.of(5L, 6L), read(buffer, buffer.capacity()).stream().map(event -> ((ConnectorEvent.Executed) event).process()).toList());
    }

    @Example
    void anotherConnectorIsNotOurs() throws Exception {
        assertEquals(List.of(), read(message(2, 0, 1, 5, 5).putInt(16, 3), MESSAGE_BYTES));
        assertEquals(List.of(), read(message(2, 0, 1, 5, 5).putShort(4, (short) 4), MESSAGE_BYTES));
    }

    @Example
    void whatDoesNotFitIsRefused() {
        for (var length : new int[] {0, 15, -1, 77, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThrows(ChannelException.class, () -> read(message(2, 0, 1, 5, 5).putInt(0, length), MESSAGE_BYTES));
        }
        for (var length : new int[] {0, 15, 41, 65535}) {
            assertThrows(ChannelException.class, () -> read(message(2, 0, 1, 5, 5).putShort(32, (short) length), MESSAGE_BYTES));
        }
        assertThrows(ChannelException.class, () -> only(message(0x80000000, 0, 1, 5, 5, 0).putShort(32, (short) 27)));
        assertThrows(ChannelException.class, () -> only(message(2, 0, 1, 5, -5)));
        assertThrows(ChannelException.class, () -> only(message(2, -2, 1, 5, 5)));
        assertThrows(ChannelException.class, () -> only(message(2, ConnectorMessages.PROCESSORS_MAX, 1, 5, 5)));
    }

    @Property
    void cutDatagramIsRefusedOrEmpty(@ForAll @IntRange(min = 0, max = MESSAGE_BYTES - 1) int end) throws Exception {
        if (end == 0) {
            assertEquals(List.of(), read(message(2, 0, 1, 5, 5), end));
        } else {
            assertThrows(ChannelException.class, () -> read(message(2, 0, 1, 5, 5), end));
        }
    }

    @Property(tries = 5000)
    void anyBytesAreEventsOrAChannelException(@ForAll @Size(max = 300) byte[] bytes) {
        survives(bytes);
    }

    @Property(tries = 5000)
    void anyChangedByteIsAnEventOrAChannelException(
            @ForAll @IntRange(min = 0, max = 3 * MESSAGE_BYTES - 1) int index, @ForAll byte value, @ForAll @IntRange(min = 0, max = 3) int kind) {
        var what = new int[] {1, 2, 0x80000000, 4}[kind];
        var buffer = ByteBuffer.allocate(3 * MESSAGE_BYTES);
        for (var count = 0; count < 3; count++) {
            buffer.put(message(what, 0, count, 1, 2, 3, 4, 5, 6));
        }
        survives(buffer.put(index, value).array());
    }

    private static void survives(byte[] bytes) {
        try {
            var events = read(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), bytes.length);
            assertTrue(events.size() <= bytes.length / 52);
        } catch (ChannelException e) {
            assertTrue(e.getMessage().contains("malformed"), e.getMessage());
        }
    }
}
