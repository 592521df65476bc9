package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.channel.ChannelException;

class WireBatchTest {

    @Test
    void saysWhatGetInfoSaid() throws Exception {
        var bytes = GoldenRecord.bytes("windows-batch.bin");
        // Big-endian and longer, as a buffer may be that nobody has thought about.
        var batch = new WireBatch(ByteBuffer.allocate(4096).put(0, bytes), bytes.length);
        assertEquals(3, batch.records());
        assertEquals(5, batch.waitingRecords());
        assertEquals(600, batch.waitingBytes());
        assertEquals(9, batch.lost());
    }

    @Test
    void handsOverTheRecordsInOrder() throws Exception {
        var bytes = GoldenRecord.bytes("windows-batch.bin");
        var decoder = new WindowsWireDecoder("test");
        var seen = new ArrayList<String>();
        new WireBatch(ByteBuffer.wrap(bytes), bytes.length).forEach((memory, offset, length) -> {
            seen.add(offset + "+" + length + " lost " + decoder.lost(memory, offset, length));
            decoder.decode(memory, offset, length, 1);
        });
        assertEquals(List.of("24+80 lost 0", "104+82 lost 1", "192+80 lost 2"), seen);
    }

    @Test
    void anEmptyBatchHasNoRecords() throws Exception {
        var batch = new WireBatch(ByteBuffer.allocate(WireLayout.BATCH_SIZE), WireLayout.BATCH_SIZE);
        batch.forEach((memory, offset, length) -> {
            throw new IllegalStateException("a record at " + offset);
        });
        assertEquals(0, batch.records());
        assertEquals(0, batch.lost());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4, has 3 records and says it has 4",
        "0, 2, has 3 records and says it has 2",
        "4, 0, says it has 0 beyond",
        "23, 128, events were lost",
        "24, 23, has a record of 23 bytes",
        "27, 1, a record of 16777296 bytes",
        "187, 1, not 0 before the record at 192",
        "192, 79, says it has 248",
        "192, 81, has a record of 81 bytes at 192",
        "24, 72, 'a record of 0 bytes'"
    })
    void aBatchThatDoesNotFitIsRefused(int index, int value, String said) throws Exception {
        var bytes = GoldenRecord.bytes("windows-batch.bin");
        bytes[index] = (byte) value;
        var length = said.startsWith("says it has 248") ? bytes.length - 1 : bytes.length;
        var failure = assertThrows(ChannelException.class, () -> new WireBatch(ByteBuffer.wrap(bytes), length));
        assertTrue(failure.describe().contains(said), failure::describe);
    }

    @Test
    void everyLengthButItsOwnIsRefused() throws Exception {
        var bytes = GoldenRecord.bytes("windows-batch.bin");
        for (var length = -1; length <= bytes.length + 8; length++) {
            var wrong = length;
            if (length != bytes.length) {
                assertThrows(ChannelException.class, () -> new WireBatch(ByteBuffer.wrap(bytes), wrong), () -> "length " + wrong);
            }
            if (length >= WireLayout.BATCH_SIZE && length != bytes.length) {
                var honest = ByteBuffer.wrap(Arrays.copyOf(bytes, length)).order(ByteOrder.LITTLE_ENDIAN);
                honest.putInt(WireLayout.BATCH_BYTES, length - WireLayout.BATCH_SIZE);
                assertThrows(ChannelException.class, () -> new WireBatch(honest, wrong), () -> "length " + wrong + ", said so");
            }
        }
    }

    @Property
    void anyBytesAreABatchOrRefused(@ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 310) int length) {
        walkOrRefuse(ByteBuffer.wrap(bytes), length);
    }

    @Property(tries = 3000)
    void aDamagedBatchIsABatchOrRefused(@ForAll @IntRange(max = 271) int index, @ForAll byte value) throws Exception {
        var bytes = GoldenRecord.bytes("windows-batch.bin");
        bytes[index] = value;
        walkOrRefuse(ByteBuffer.wrap(bytes), bytes.length);
    }

    private static void walkOrRefuse(ByteBuffer memory, int length) {
        var decoder = new WindowsWireDecoder("test");
        try {
            new WireBatch(memory, length).forEach((record, offset, size) -> {
                assertTrue(offset + size <= length);
                decoder.lost(record, offset, size);
                decoder.decode(record, offset, size, 1);
            });
        } catch (ChannelException refused) {
            assertNotNull(refused.remedy());
        }
    }
}
