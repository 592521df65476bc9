package org.prmonitor.nativeaccess.internal.windows.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.EventType;

class SessionRequestTest {

    @ParameterizedTest
    @CsvSource({"1, 262144", "262144, 262144", "262145, 262145", "4194304, 4194304", "67108864, 67108864", "2147483647, 67108864"})
    void theRingStaysWithinTheDriversBounds(int asked, int given) {
        assertEquals(given, SessionRequest.of(ChannelOptions.defaults().withRingBytes(asked)).ringBytes());
    }

    @Test
    void typesAreTheHeadersMask() {
        assertEquals(0b111010, SessionRequest.of(new ChannelOptions(EnumSet.allOf(EventType.class), 1, 0)).types());
        assertEquals(0b001010, SessionRequest.of(ChannelOptions.defaults()).types());
        assertEquals(0, SessionRequest.of(new ChannelOptions(Set.of(EventType.FORKED), 1, 0)).types());
    }

    @Test
    void aProcessIsLeftOutByTheDriver() {
        var memory = MonitorDevice.allocate(ControlLayout.START_SIZE);
        SessionRequest.of(new ChannelOptions(Set.of(EventType.STARTED), 1, 0x8000_0004L)).write(memory, 0x1234);
        assertEquals(1, memory.getInt(0));
        assertEquals(2, memory.getInt(4));
        assertEquals(0x1234, memory.getLong(8));
        assertEquals(262144, memory.getInt(16));
        assertEquals(1, memory.getInt(20));
        assertEquals(0x8000_0004, memory.getInt(24));
        assertEquals(0, memory.getInt(28));
    }
}
