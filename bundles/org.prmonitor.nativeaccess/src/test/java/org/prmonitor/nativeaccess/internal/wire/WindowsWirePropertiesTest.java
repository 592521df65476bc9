package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/** Whatever the bytes are: an event or a {@link ChannelException}, and never a byte from behind the record. */
class WindowsWirePropertiesTest {

    private static final int OFFSET = 16;
    private static final List<String> RECORDS = List.of(
            "windows-started.bin", "windows-started-unreadable.bin", "windows-exited-0.bin", "windows-image.bin",
            "windows-image-kernel.bin", "windows-key-renamed.bin", "windows-value-text.bin", "windows-value-deleted.bin");

    private final WindowsWireDecoder decoder = new WindowsWireDecoder("test");

    @ParameterizedTest
    @CsvSource({
        "windows-started.bin, 4, 2, type 2",
        "windows-started.bin, 5, 2, wire version 2",
        "windows-started.bin, 15, 128, a time of",
        "windows-started.bin, 31, 128, a time of",
        "windows-started.bin, 72, 2, lengths do not fit",
        "windows-started.bin, 74, 41, 'a text of 41 bytes'",
        "windows-started.bin, 52, 200, lengths do not fit",
        "windows-started.bin, 216, 2, security identifier that is none",
        "windows-started.bin, 217, 4, 4 sub-authorities in 28 bytes",
        "windows-started.bin, 217, 16, 16 sub-authorities",
        "windows-image.bin, 71, 128, an image of",
        "windows-value-text.bin, 74, 6, registry operation 6",
        "windows-value-text.bin, 74, 0, registry operation 0",
        "windows-value-text.bin, 64, 17, 18 bytes of a registry value's 17",
        "windows-key-created.bin, 68, 1, a text of"
    })
    void recordThatMakesNoSenseIsRefused(String name, int index, int value, String said) throws Exception {
        var record = GoldenRecord.bytes(name);
        record[index] = (byte) value;
        var failure = assertThrows(ChannelException.class, () -> decode(record));
        assertTrue(failure.describe().contains(said), failure::describe);
    }

    @ParameterizedTest
    @CsvSource({"windows-started.bin", "windows-exited-0.bin", "windows-value-text.bin"})
    void nothingHappensToNoProcess(String name) throws Exception {
        var record = GoldenRecord.bytes(name);
        Arrays.fill(record, WireLayout.SUBJECT_PROCESS_ID, WireLayout.SUBJECT_PROCESS_ID + Integer.BYTES, (byte) 0);
        assertTrue(assertThrows(ChannelException.class, () -> decode(record)).getMessage().contains("about no process"));
    }

    @ParameterizedTest
    @CsvSource({"windows-started.bin", "windows-exited-0.bin", "windows-image.bin", "windows-value-text.bin", "windows-key-renamed.bin"})
    void everyLengthButItsOwnIsRefused(String name) throws Exception {
        var record = GoldenRecord.bytes(name);
        for (var length = 0; length <= record.length + 8; length++) {
            var other = Arrays.copyOf(record, length);
            if (length != record.length) {
                if (length >= Integer.BYTES) {
                    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length);
                }
                assertThrows(ChannelException.class, () -> decode(other), () -> name + " of " + other.length + " bytes");
            }
        }
    }

    @Property
    void anyBytesAreAnEventOrRefused(@ForAll @Size(max = 300) byte[] record) {
        decodeOrRefuse(record);
    }

    /** Headers that hold, so that what lies behind them is reached. */
    @Property(tries = 3000)
    void anyBytesBehindAGoodHeaderAreAnEventOrRefused(
            @ForAll @IntRange(min = 24, max = 300) int length, @ForAll @IntRange(max = 6) int type, @ForAll long seed) {
        var record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        new Random(seed).nextBytes(record.array());
        record.putInt(0, length).put(4, (byte) type).put(5, (byte) WireLayout.VERSION).putLong(8, 1).putLong(16, 0);
        decodeOrRefuse(record.array());
    }

    @Property(tries = 3000)
    void damagedRecordIsAnEventOrRefused(
            @ForAll @IntRange(max = 7) int name, @ForAll @IntRange(max = 300) int index, @ForAll byte value, @ForAll @IntRange(max = 300) int length)
            throws IOException {
        var record = GoldenRecord.bytes(RECORDS.get(name));
        record[index % record.length] = value;
        decodeOrRefuse(record);
        decodeOrRefuse(Arrays.copyOf(record, length % record.length));
    }

    @Property(tries = 3000)
    void startsComeBack(
            @ForAll @LongRange(min = 116_444_736_000_000_000L) long time,
            @ForAll @LongRange(min = 1, max = 0xffff_ffffL) long processId,
            @ForAll @LongRange(min = 1, max = 0xffff_fffeL) long threadId,
            @ForAll("anyText") String image,
            @ForAll("anyText") String commandLine) throws ChannelException {
        var record = new WindowsRecordEncoder(WireLayout.PROCESS_STARTED, WireLayout.STARTED_SIZE)
                .subject(time, processId, threadId)
                .length(WireLayout.STARTED_IMAGE_LENGTH, image.length() * 2)
                .length(WireLayout.STARTED_ARGUMENTS_LENGTH, commandLine.length() * 2)
                .text(image)
                .text(commandLine)
                .time(time)
                .record();
        var instant = WindowsTime.instant(time);
        assertEquals(
                new ProcessStarted(
                        new EventHeader(1, instant, "test"),
                        new ProcessSubject(new ProcessKey(0, processId, instant.toEpochMilli()), threadId, 0L, 0L, null, 0L),
                        null,
                        null,
                        null,
                        image.isEmpty() ? null : image,
                        CommandLine.ofString(commandLine, false, false),
                        false),
                decode(record));
    }

    @Property(tries = 6000)
    void registryChangesComeBack(
            @ForAll RegistryOperation operation,
            @ForAll int status,
            @ForAll int type,
            @ForAll("anyText") String key,
            @ForAll("anyText") String name,
            @ForAll @Size(max = 100) byte[] data,
            @ForAll @IntRange(max = 100_000) int missing) throws ChannelException {
        var isSet = operation == RegistryOperation.VALUE_SET;
        var isRename = operation == RegistryOperation.KEY_RENAMED;
        var isValue = isSet || operation == RegistryOperation.VALUE_DELETED;
        var kept = isSet ? data : new byte[0];
        var record = new WindowsRecordEncoder(WireLayout.REGISTRY_CHANGED, WireLayout.REGISTRY_SIZE)
                .subject(0, 4711, 4712)
                .number(WireLayout.REGISTRY_STATUS, status)
                .number(WireLayout.REGISTRY_VALUE_TYPE, isSet ? type : 0)
                .number(WireLayout.REGISTRY_DATA_SIZE, isSet ? data.length + missing : 0)
                .length(WireLayout.REGISTRY_KEY_LENGTH, key.length() * 2)
                .length(WireLayout.REGISTRY_NAME_LENGTH, isValue || isRename ? name.length() * 2 : 0)
                .length(WireLayout.REGISTRY_DATA_LENGTH, kept.length)
                // The operations' numbers on the wire are the constants' order, from 1.
                .single(WireLayout.REGISTRY_OPERATION, operation.ordinal() + 1)
                .text(key)
                .text(isValue || isRename ? name : "")
                .bytes(kept)
                .record();
        assertEquals(
                new RegistryChanged(
                        new EventHeader(1, WindowsTime.instant(0), "test"),
                        new ProcessSubject(new ProcessKey(0, 4711, 0), 4712L, 0L, 0L, null, 0L),
                        operation,
                        key.isEmpty() ? null : key,
                        false,
                        isRename && !name.isEmpty() ? name : null,
                        isValue ? name : null,
                        isSet ? RegistryData.of(type, data, data.length + missing) : null,
                        status),
                decode(record));
    }

    /** Unpaired surrogates and NULs too. */
    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE).array(char[].class).map(String::new);
    }

    private void decodeOrRefuse(byte[] record) {
        try {
            var event = decode(record);
            // Whatever came through can be asked for everything.
            assertNotNull(event.properties().values().toString());
            if (event instanceof ProcessStarted started && started.commandLine() != null) {
                assertTrue(started.commandLine().bytes().length <= record.length - WireLayout.STARTED_SIZE);
            }
        } catch (ChannelException refused) {
            assertNotNull(refused.remedy());
        }
    }

    private MonitorEvent decode(byte[] record) throws ChannelException {
        var memory = GoldenRecord.at(OFFSET, record);
        // What lies behind the record would show as text.
        for (var index = OFFSET + record.length; index < memory.capacity(); index++) {
            memory.put(index, (byte) 'Z');
        }
        decoder.lost(memory, OFFSET, record.length);
        return decoder.decode(memory, OFFSET, record.length, 1);
    }
}
