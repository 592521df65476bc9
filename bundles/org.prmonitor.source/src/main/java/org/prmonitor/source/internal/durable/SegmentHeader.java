package org.prmonitor.source.internal.durable;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What a segment's file begins with: {@value #LENGTH} bytes.
 *
 * @param identity whose it is
 * @param firstSequence the first number that its first record stands for, 1 or more
 * @param firstOrdinal how many events, losses not counted, came before it
 */
record SegmentHeader(JournalIdentity identity, long firstSequence, long firstOrdinal) {

    static final int LENGTH = 64;

    private static final long MAGIC = 0x50524d4f_4e4a524eL; // PRMONJRN
    private static final int VERSION = 1;
    /** Of the checksum, behind all the rest. */
    private static final int CHECKSUM = LENGTH - Integer.BYTES;

    byte[] encode() {
        var bytes = ByteBuffer.allocate(LENGTH);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
        bytes.putLong(identity.journalId().getMostSignificantBits());
        bytes.putLong(identity.journalId().getLeastSignificantBits());
        bytes.putLong(identity.salt()).putLong(firstSequence).putLong(firstOrdinal);
        return bytes.putInt(CHECKSUM, checksum(bytes.array())).array();
    }

    /** @param bytes {@value #LENGTH} of them */
    static SegmentHeader decode(byte[] bytes) throws CorruptDataException {
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt(CHECKSUM) != checksum(bytes) || in.getLong() != MAGIC) {
            throw new CorruptDataException("its header is damaged");
        }
        var version = in.getInt();
        if (version != VERSION) {
            throw new CorruptDataException("format version " + version + ", which this program does not know");
        }
        in.getInt();
        var identity = new JournalIdentity(new UUID(in.getLong(), in.getLong()), in.getLong());
        return new SegmentHeader(identity, in.getLong(), in.getLong());
    }

    private static int checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, CHECKSUM);
        return (int) checksum.getValue();
    }
}
