package org.prmonitor.nativeaccess.internal.linux.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;

class RingReaderTest {

    private static final int SIZE = 4096;

    /** Just before the positions' lower 32 bits, and all 64, turn over. */
    private static final long[] STARTS = {0, 0xffff_ff00L, Long.MAX_VALUE - 0xff, -0x100};

    private final List<byte[]> taken = new ArrayList<>();

    @Test
    void recordsComeInOrderAndWholeAcrossTheEnd() throws Exception {
        for (var start : STARTS) {
            var ring = new FakeRing(SIZE, start & ~7);
            var reader = ring.reader();
            var random = new Random(42);
            var expected = new ArrayDeque<byte[]>();
            for (var round = 0; round < 2_000; round++) {
                var record = new byte[random.nextInt(600)];
                random.nextBytes(record);
                if (ring.offer(record, 0)) {
                    expected.add(record);
                } else {
                    assertTrue(drain(reader) > 0);
                    taken.forEach(got -> assertArrayEquals(expected.poll(), got));
                    taken.clear();
                }
            }
            assertTrue(drain(reader) > 0);
            taken.forEach(got -> assertArrayEquals(expected.poll(), got));
            assertTrue(expected.isEmpty());
            assertEquals(ring.producerPosition(), ring.consumerPosition());
            taken.clear();
        }
    }

    @Test
    void recordInFlightStopsTheReaderUntilItIsThere() throws Exception {
        var ring = new FakeRing(SIZE, 0);
        var reader = ring.reader();
        ring.offer(new byte[] {1}, 0);
        var second = ring.producerPosition();
        ring.offer(new byte[] {2}, FakeRing.BUSY);
        ring.offer(new byte[] {3}, 0);
        assertEquals(1, drain(reader));
        assertEquals(second, ring.consumerPosition());
        assertTrue(reader.hasData());
        assertEquals(0, drain(reader));
        ring.setHeader(second, 1);
        assertEquals(2, drain(reader));
        assertFalse(reader.hasData());
    }

    @Test
    void discardedRecordIsSkipped() throws Exception {
        var ring = new FakeRing(SIZE, 0);
        ring.offer(new byte[100], FakeRing.DISCARDED);
        ring.offer(new byte[] {7}, 0);
        assertEquals(1, drain(ring.reader()));
        assertArrayEquals(new byte[] {7}, taken.get(0));
    }

    @Test
    void spaceIsGivenBackWhileDraining() throws Exception {
        var ring = new FakeRing(SIZE, 0);
        for (var index = 0; index < 200; index++) {
            assertTrue(ring.offer(new byte[8], 0));
        }
        var seen = new ArrayList<Long>();
        ring.reader().drain((memory, offset, length) -> seen.add(ring.consumerPosition()));
        assertEquals(0, seen.get(63));
        assertEquals(64 * 16, seen.get(64));
        assertEquals(192 * 16, seen.get(199));
    }

    @Test
    void drainEndsThoughTheProducerNeverRests() throws Exception {
        var ring = new FakeRing(SIZE, 0);
        ring.offer(new byte[8], 0);
        var reader = ring.reader();
        var count = reader.drain((memory, offset, length) -> {
            assertTrue(ring.offer(new byte[8], 0));
        });
        assertEquals(SIZE / 16, count);
        assertTrue(reader.hasData());
    }

    @Test
    void recordCountsAsTakenWhenTheSinkThrows() throws Exception {
        var ring = new FakeRing(SIZE, 0);
        ring.offer(new byte[] {1}, 0);
        ring.offer(new byte[] {2}, 0);
        var reader = ring.reader();
        assertThrows(IllegalStateException.class, () -> reader.drain((memory, offset, length) -> {
            throw new IllegalStateException();
        }));
        assertEquals(1, drain(reader));
        assertArrayEquals(new byte[] {2}, taken.get(0));
    }

    @Test
    void readerGoesOnWhereTheLastOneStopped() throws Exception {
        var ring = new FakeRing(SIZE, 4096);
        ring.offer(new byte[] {1}, 0);
        drain(ring.reader());
        ring.offer(new byte[] {2}, 0);
        assertEquals(1, drain(ring.reader()));
    }

    @Test
    void corruptionIsNamedWithItsPlace() {
        var tooLong = new FakeRing(SIZE, 64);
        tooLong.offer(new byte[8], 0);
        tooLong.setHeader(64, 9);
        assertEquals("ring corrupt at 64: a record of 9 bytes, 16 are there", refused(tooLong));

        var ahead = new FakeRing(SIZE, 0);
        ahead.setProducerPosition(SIZE + 8);
        assertEquals("ring corrupt at 0: the producer is at 4104, the ring has 4096 bytes", refused(ahead));

        var behind = new FakeRing(SIZE, 64);
        behind.setProducerPosition(56);
        assertEquals("ring corrupt at 64: the producer is at 56, the ring has 4096 bytes", refused(behind));
    }

    @Property
    void anyRingIsDrainedOrRefused(
            @ForAll @Size(max = 256) byte[] bytes, @ForAll @IntRange(max = 5000) int produced, @ForAll @IntRange(max = 3) int start)
            throws Exception {
        var ring = new FakeRing(SIZE, STARTS[start] & ~7);
        for (var index = 0; index < SIZE; index++) {
            ring.put(index, bytes.length == 0 ? 0 : bytes[index % bytes.length]);
        }
        ring.setProducerPosition(ring.producerPosition() + produced);
        drainOrRefuse(ring);
    }

    @Property
    void damagedRingIsDrainedOrRefused(@ForAll @IntRange(max = SIZE - 1) int place, @ForAll byte value, @ForAll Random random)
            throws Exception {
        var ring = new FakeRing(SIZE, 0);
        while (ring.offer(new byte[random.nextInt(200)], 0)) {}
        ring.put(place, value);
        drainOrRefuse(ring);
    }

    /** Whatever is handed over lies inside the data; nothing but the one exception comes out. */
    private static void drainOrRefuse(FakeRing ring) {
        try {
            ring.reader().drain((memory, offset, length) -> {
                assertTrue(offset >= FakeRing.PAGE && length >= 0 && offset + length <= memory.capacity());
                assertTrue(length <= SIZE);
            });
        } catch (ChannelException refused) {
            assertTrue(String.valueOf(refused.getMessage()).startsWith("ring corrupt at "), refused::getMessage);
        }
    }

    private String refused(FakeRing ring) {
        var reader = ring.reader();
        return String.valueOf(assertThrows(ChannelException.class, () -> drain(reader)).getMessage());
    }

    private int drain(RingReader reader) throws ChannelException {
        return reader.drain((memory, offset, length) -> {
            var bytes = new byte[length];
            memory.get(offset, bytes);
            taken.add(bytes);
        });
    }
}
