package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.channel.ChannelException;

class SecurityIdentifierTest {

    @ParameterizedTest
    @CsvSource({
        "010100000000000100000000, S-1-1-0",
        "010100000000000512000000, S-1-5-18",
        "01020000000000052000000020020000, S-1-5-32-544",
        "010100000000001000300000, S-1-16-12288",
        "0101ffffffffffffffffffff, S-1-0xffffffffffff-4294967295",
        "01010000ffffffff01000000, S-1-4294967295-1",
        "010100010000000001000000, S-1-0x000100000000-1",
        "0100000000000005, S-1-5"
    })
    void textIsTheUsualOne(String sid, String text) throws ChannelException {
        assertEquals(text, SecurityIdentifier.text(HexFormat.of().parseHex(sid)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', none", "01, none", "01000000000000, none", "020100000000000512000000, none", "0101000000000005120000, in 11 bytes",
        "01010000000000051200000000, in 13 bytes", "010200000000000512000000, 2 sub-authorities",
        "01ff00000000000512000000, 255 sub-authorities"
    })
    void whatIsNoneIsRefused(String sid, String said) {
        var refused = assertThrows(ChannelException.class, () -> SecurityIdentifier.text(HexFormat.of().parseHex(sid)));
        assertTrue(refused.getMessage().contains(said), refused::getMessage);
    }

    @Property
    void anyBytesAreTextOrRefused(@ForAll @Size(max = 80) byte[] sid) {
        try {
            assertTrue(SecurityIdentifier.text(sid).startsWith("S-1-"));
            assertEquals(8 + 4 * sid[1], sid.length);
        } catch (ChannelException refused) {
            assertTrue(refused.getMessage().contains("security identifier"), refused::getMessage);
        }
    }
}
