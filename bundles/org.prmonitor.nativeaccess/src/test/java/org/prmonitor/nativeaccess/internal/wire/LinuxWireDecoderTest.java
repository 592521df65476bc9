package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.nativeaccess.internal.linux.BootTimeline;
import org.prmonitor.nativeaccess.internal.linux.ebpf.LinuxWireDecoder;

class LinuxWireDecoderTest {

    private static final long BOOT = 0x9f86d081884c7d65L;
    private static final long WALL_AT_BOOT = 1_700_000_000;
    private static final int OFFSET = 24;

    private final LinuxWireDecoder decoder = new LinuxWireDecoder("linux-ebpf", BOOT, new BootTimeline() {
        @Override
        public Instant instant(long bootNanos) {
            return Instant.ofEpochSecond(WALL_AT_BOOT).plusNanos(bootNanos);
        }

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void startedHasEveryField() throws Exception {
        var event = (ProcessStarted) decode("started.bin");
        assertEquals(77, event.sequence());
        assertEquals("linux-ebpf", event.channel());
        assertEquals(Instant.ofEpochSecond(WALL_AT_BOOT + 123_456, 789_012_345), event.time());
        assertSubject(event.subject(), 4712);
        assertEquals(4242L, event.parentId());
        assertEquals(new ProcessKey(BOOT, 4242, 9_876_543), event.parentKey());
        assertNull(event.creatorId());
        assertEquals("/usr/bin/git", event.imagePath());
        assertEquals(CommandLine.ofArguments("git", "status", "--short"), event.commandLine());
        assertFalse(event.snapshot());
    }

    @Test
    void argumentsAreExactToTheByte() throws Exception {
        assertEquals(List.of(), arguments("started-no-arguments.bin"));
        assertEquals(List.of(""), arguments("started-empty-argument.bin"));
        assertEquals(List.of("echo", "", "b", ""), arguments("started-empty-arguments-between.bin"));
        assertEquals(List.of("\u00e4", "a\nb", "\"'\\", "\ufffd\ufffd", "\u001b[31m"), arguments("started-hostile.bin"));
        var hostile = (ProcessStarted) decode("started-hostile.bin");
        assertEquals("/tmp/\n\ufffd\"", hostile.imagePath());
        assertArrayEquals(
                "\u00c3\u00a4\0a\nb\0\"'\\\0\u00ff\u00fe\0\u001b[31m\0".getBytes(StandardCharsets.ISO_8859_1),
                commandLine(hostile).bytes());
    }

    @Test
    void unreadableArgumentsAreAbsentNotEmpty() throws Exception {
        assertNull(((ProcessStarted) decode("started-unreadable.bin")).commandLine());
    }

    @Test
    void largestRecordComesWholeAndSaysWhetherItWasCut() throws Exception {
        assertEquals(WireLayout.RECORD_MAX, GoldenRecord.bytes("started-truncated.bin").length);
        var cut = (ProcessStarted) decode("started-truncated.bin");
        assertTrue(commandLine(cut).isTruncated());
        assertEquals(List.of("aaa", "a".repeat(16_380)), commandLine(cut).arguments());
        assertEquals("/" + "i".repeat(4_095), cut.imagePath());
        var fits = (ProcessStarted) decode("started-just-fits.bin");
        assertFalse(commandLine(fits).isTruncated());
        assertEquals(List.of("aaa", "a".repeat(16_379)), commandLine(fits).arguments());
    }

    @Test
    void forkedHasEveryField() throws Exception {
        var event = (ProcessForked) decode("forked.bin");
        assertSubject(event.subject(), 4711);
        assertEquals(4242L, event.parentId());
        assertEquals(new ProcessKey(BOOT, 4242, 9_876_543), event.parentKey());
        assertNull(event.creatorId());
        assertEquals(4800L, ((ProcessForked) decode("forked-by-another.bin")).creatorId());
        var orphan = (ProcessForked) decode("forked-no-parent.bin");
        assertNull(orphan.parentId());
        assertNull(orphan.parentKey());
    }

    @ParameterizedTest
    @CsvSource({"exited-0.bin,0,", "exited-42.bin,42,", "exited-sigkill.bin,,9", "exited-sigsegv-core.bin,,11"})
    void exitedSaysHow(String name, @Nullable Integer code, @Nullable Integer signal) throws Exception {
        var event = (ProcessExited) decode(name);
        assertSubject(event.subject(), 4712);
        assertEquals(code, event.exitCode());
        assertEquals(signal, event.exitSignal());
        assertEquals(Duration.ofNanos(9_012_345), event.lifetime());
    }

    @Test
    void numbersAreUnsigned() throws Exception {
        var event = (ProcessExited) decode("exited-every-bit.bin");
        assertEquals(0xffff_ffffL, event.subject().userId());
        assertEquals(0xffff_ffffL, event.subject().groupId());
        assertEquals(0xffff_ffffL, event.subject().sessionId());
        assertEquals(1_844_674_407_370L, event.processKey().start());
        // No kernel loses 2^64 - 1 events; a count that large is a damaged record.
        var memory = GoldenRecord.at(OFFSET, "exited-every-bit.bin");
        assertThrows(ChannelException.class, () -> decoder.lost(memory, OFFSET, WireLayout.EXITED_SIZE));
    }

    @Test
    void lossBeforeARecordIsRead() throws Exception {
        assertEquals(7, decoder.lost(GoldenRecord.at(OFFSET, "forked.bin"), OFFSET, WireLayout.FORKED_SIZE));
    }

    @Test
    void countersAreAddedUp() throws Exception {
        var counters = new WireCounters(GoldenRecord.at(0, "linux-counters.bin"));
        assertEquals(1_000_000, counters.lost());
        assertEquals(32_896, counters.seen());
    }

    @Test
    void sameParentIsKeptOnce() throws Exception {
        var first = (ProcessStarted) decode("started.bin");
        var second = (ProcessForked) decode("forked.bin");
        assertSame(first.parentKey(), second.parentKey());
    }

    @Test
    void whatIsToldOfOneProcessInARowSharesItsSubject() throws Exception {
        var first = (ProcessStarted) decode("started.bin");
        assertSame(first.subject(), ((ProcessStarted) decode("started.bin")).subject());
    }

    @ParameterizedTest
    @ValueSource(ints = {
        WireLayout.SUBJECT_START_TIME + 4, WireLayout.SUBJECT_PROCESS_ID, WireLayout.SUBJECT_THREAD_ID,
        WireLayout.SUBJECT_USER_ID, WireLayout.SUBJECT_GROUP_ID, WireLayout.SUBJECT_SESSION_ID
    })
    void noSubjectIsTakenForAnother(int changed) throws Exception {
        var record = GoldenRecord.bytes("started.bin");
        var first = (ProcessStarted) decode(record, record.length);
        record[changed] ^= 1;
        var second = (ProcessStarted) decode(record, record.length);
        assertNotEquals(first.subject(), second.subject());
        assertEquals(first.commandLine(), second.commandLine());
        record[changed] ^= 1;
        assertEquals(first.subject(), ((ProcessStarted) decode(record, record.length)).subject());
    }

    @ParameterizedTest
    @CsvSource({"0,112,says it has 112", "5,2,wire version 2", "4,9,type 9", "72,200,lengths do not fit", "73,1,lengths do not fit"})
    void recordThatDoesNotFitIsRefused(int index, int value, String said) throws Exception {
        var record = GoldenRecord.bytes("started.bin");
        record[index] = (byte) value;
        var failure = assertThrows(ChannelException.class, () -> decode(record, record.length));
        assertTrue(failure.describe().contains(said), failure::describe);
    }

    @Property
    void anyBytesAreAnEventOrRefused(@ForAll @Size(max = 300) byte[] record) {
        decodeOrRefuse(record);
    }

    @Property
    void damagedRecordIsAnEventOrRefused(
            @ForAll @IntRange(max = 110) int index, @ForAll byte value, @ForAll @IntRange(max = 111) int length) throws Exception {
        var record = GoldenRecord.bytes("started.bin");
        record[index] = value;
        decodeOrRefuse(record);
        decodeOrRefuse(Arrays.copyOf(record, length));
    }

    /** Never another exception, and never a byte from behind the record: the memory after it would show. */
    private void decodeOrRefuse(byte[] record) {
        try {
            if (decode(record, record.length) instanceof ProcessStarted started && started.commandLine() != null) {
                assertTrue(commandLine(started).bytes().length <= record.length - WireLayout.STARTED_SIZE);
            }
        } catch (ChannelException refused) {
            assertNotNull(refused.remedy());
        }
    }

    private MonitorEvent decode(String name) throws Exception {
        var memory = GoldenRecord.at(OFFSET, name);
        return decoder.decode(memory, OFFSET, GoldenRecord.bytes(name).length, 77);
    }

    private MonitorEvent decode(byte[] record, int length) throws ChannelException {
        var memory = GoldenRecord.at(OFFSET, record);
        decoder.lost(memory, OFFSET, length);
        return decoder.decode(memory, OFFSET, length, 1);
    }

    private @Nullable List<String> arguments(String name) throws Exception {
        return commandLine((ProcessStarted) decode(name)).arguments();
    }

    private static CommandLine commandLine(ProcessStarted event) {
        return assertInstanceOf(CommandLine.class, event.commandLine());
    }

    private static void assertSubject(ProcessSubject subject, long threadId) {
        assertEquals(
                new ProcessSubject(new ProcessKey(BOOT, 4711, 12_345_678), threadId, 1000L, 1001L, null, 4700L), subject);
    }
}
