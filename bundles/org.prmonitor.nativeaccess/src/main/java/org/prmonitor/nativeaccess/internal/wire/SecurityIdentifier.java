package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.prmonitor.api.channel.ChannelException;

/**
 * A Windows security identifier, {@code struct SID}: revision, count of sub-authorities, the authority in 6 bytes
 * big-endian, the sub-authorities in 4 bytes each, little-endian. Its text is that of [MS-DTYP] section 2.4.2.1.
 */
final class SecurityIdentifier {

    private static final int REVISION = 1;
    private static final int SUB_AUTHORITIES_MAX = 15;
    private static final int AUTHORITY = 2;
    private static final int SUB_AUTHORITIES = 8;

    private SecurityIdentifier() {}

    /**
     * Such as {@code S-1-5-18}.
     *
     * @throws ChannelException when the revision is another, or the length is not that of so many sub-authorities
     */
    static String text(byte[] sid) throws ChannelException {
        if (sid.length < SUB_AUTHORITIES || sid[0] != REVISION) {
            throw WireDecoder.refused("a security identifier that is none: " + HexFormat.of().formatHex(sid));
        }
        var count = sid[1] & 0xff;
        if (count > SUB_AUTHORITIES_MAX || sid.length != SUB_AUTHORITIES + count * Integer.BYTES) {
            throw WireDecoder.refused("a security identifier of " + count + " sub-authorities in " + sid.length + " bytes");
        }
        // Little-endian as a whole, and the two bytes before the authority shifted out of its big-endian 64 bits.
        var memory = ByteBuffer.wrap(sid).order(ByteOrder.LITTLE_ENDIAN);
        var authority = Long.reverseBytes(memory.getLong(0)) & -1L >>> AUTHORITY * Byte.SIZE;
        var text = new StringBuilder(48).append("S-").append(REVISION).append('-');
        if (authority > 0xffff_ffffL) {
            text.append("0x").append(HexFormat.of().toHexDigits(authority, 12));
        } else {
            text.append(authority);
        }
        for (var offset = SUB_AUTHORITIES; offset < sid.length; offset += Integer.BYTES) {
            text.append('-').append(Integer.toUnsignedString(memory.getInt(offset)));
        }
        return text.toString();
    }
}
