package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/** Every golden record of Windows, field by field. */
class WindowsWireDecoderTest {

    private static final int OFFSET = 24;
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901200Z");
    private static final EventHeader HEADER = new EventHeader(77, TIME, "windows-driver");
    private static final String USER = "S-1-5-21-1111111111-2222222222-3333333333-1001";
    private static final String LARGEST_SID =
            "S-1-0x123456789abc-" + IntStream.rangeClosed(1, 15).mapToObj(Integer::toString).collect(Collectors.joining("-"));
    /** 2026-01-02T03:04:04.1239999Z, rounded down. */
    private static final ProcessKey KEY = new ProcessKey(0, 4711, 1_767_323_044_123L);
    private static final ProcessKey PARENT = new ProcessKey(0, 4242, 1_767_226_400_123L);
    private static final String CMD = "\\Device\\HarddiskVolume3\\Windows\\System32\\cmd.exe";
    private static final String NTDLL = "\\Device\\HarddiskVolume3\\Windows\\System32\\ntdll.dll";
    private static final String RUN = "\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";

    private final WindowsWireDecoder decoder = new WindowsWireDecoder("windows-driver");

    private static ProcessSubject subject(@Nullable String sid) {
        return new ProcessSubject(KEY, 4712L, null, null, sid, 1L);
    }

    private static CommandLine line(String text) {
        return CommandLine.ofString(text, false, false);
    }

    @Test
    void startedHasEveryField() throws Exception {
        assertEquals(
                new ProcessStarted(HEADER, subject(USER), 4242L, PARENT, null, CMD, line("cmd.exe /c \"dir a b\""), false),
                decode("windows-started.bin"));
        assertEquals(
                new ProcessStarted(HEADER, subject("S-1-5-18"), 4242L, PARENT, 4800L, CMD, line("x"), false),
                decode("windows-started-by-another.bin"));
    }

    @Test
    void whatIsNotKnownIsNull() throws Exception {
        var unknown = new ProcessSubject(new ProcessKey(0, 4711, 0), null, null, null, null, null);
        assertEquals(
                new ProcessStarted(HEADER, unknown, 4242L, null, null, null, line("x"), false), decode("windows-started-unknown.bin"));
        var started = assertInstanceOf(ProcessStarted.class, decode("windows-started-no-parent.bin"));
        assertNull(started.parentId());
        assertNull(started.parentKey());
        assertEquals(0L, started.subject().sessionId());
    }

    @Test
    void anEmptyCommandLineIsNotAnUnreadableOne() throws Exception {
        assertEquals(line(""), assertInstanceOf(ProcessStarted.class, decode("windows-started-empty.bin")).commandLine());
        assertNull(assertInstanceOf(ProcessStarted.class, decode("windows-started-unreadable.bin")).commandLine());
    }

    @Test
    void textIsExactToTheUnit() throws Exception {
        var hostile = assertInstanceOf(ProcessStarted.class, decode("windows-started-hostile.bin"));
        assertEquals("\ud800\n", hostile.imagePath());
        assertEquals(line("\udc00\0\u001b[31m\u202e\ud83d\ude00"), hostile.commandLine());
    }

    @Test
    void largestStartComesWholeAndSaysThatItWasCut() throws Exception {
        var largest = assertInstanceOf(ProcessStarted.class, decode("windows-started-largest.bin"));
        assertEquals("\\" + "k".repeat(32_766), largest.imagePath());
        assertEquals(CommandLine.ofString("n" + "m".repeat(32_766), true, false), largest.commandLine());
        assertEquals(LARGEST_SID, largest.subject().userSid());
    }

    @Test
    void exitedHasEveryField() throws Exception {
        var lifetime = Duration.ofNanos(1_554_901_300);
        assertEquals(new ProcessExited(HEADER, subject(USER), 0, null, lifetime, null, null), decode("windows-exited-0.bin"));
        assertEquals(
                new ProcessExited(HEADER, subject(USER), 0xC0000005, null, lifetime, null, null),
                decode("windows-exited-access-violation.bin"));
    }

    @Test
    void anExitStatusThatIsNotKnownIsNoExitCode() throws Exception {
        assertNull(assertInstanceOf(ProcessExited.class, decode("windows-exited-unknown-status.bin")).exitCode());
    }

    @Test
    void aLifetimeThatCannotBeIsNull() throws Exception {
        var unknown = assertInstanceOf(ProcessExited.class, decode("windows-exited-unknown-start.bin"));
        assertNull(unknown.lifetime());
        assertEquals(0, unknown.processKey().start());
        assertEquals(1, unknown.exitCode());
        assertNull(assertInstanceOf(ProcessExited.class, decode("windows-exited-clock-set-back.bin")).lifetime());
    }

    @Test
    void imagesHaveEveryField() throws Exception {
        assertEquals(
                new ImageLoaded(HEADER, subject(USER), NTDLL, 0x7ffb_1234_0000L, 0x1f_8000, true), decode("windows-image.bin"));
        assertEquals(
                new ImageLoaded(HEADER, subject(USER), NTDLL, 0x7ffb_1234_0000L, 0x1f_8000, false),
                decode("windows-image-unsigned.bin"));
        assertEquals(
                new ImageLoaded(HEADER, subject(USER), null, 0x7ffb_1234_0000L, 0x1f_8000, null),
                decode("windows-image-unchecked.bin"));
    }

    @Test
    void aDriverHasNoProcess() throws Exception {
        var path = "\\SystemRoot\\System32\\drivers\\x.sys";
        var expected = new ImageLoaded(HEADER, null, path, 0xffff_f803_1234_0000L, 0x1f_8000, true);
        assertEquals(expected, decode("windows-image-kernel.bin"));
        assertFalse(decode("windows-image-kernel.bin").properties().containsKey("process.id"));
    }

    @Test
    void everyOperationOnKeys() throws Exception {
        assertEquals(onKey(RegistryOperation.KEY_CREATED, RUN, null), decode("windows-key-created.bin"));
        assertEquals(onKey(RegistryOperation.KEY_DELETED, RUN, null), decode("windows-key-deleted.bin"));
        assertEquals(onKey(RegistryOperation.KEY_RENAMED, RUN, "Walk"), decode("windows-key-renamed.bin"));
        assertEquals(onKey(RegistryOperation.KEY_CREATED, null, null), decode("windows-key-unknown.bin"));
    }

    @Test
    void everyTypeOfData() throws Exception {
        assertEquals(set("Agent", RegistryData.ofText("C:\\a.exe")), decode("windows-value-text.bin"));
        assertEquals(
                set("Agent", RegistryData.of(RegistryData.REG_EXPAND_SZ, utf16("%TEMP%"))), decode("windows-value-expand.bin"));
        assertEquals(set("Agent", RegistryData.ofTexts("a", "bc")), decode("windows-value-texts.bin"));
        assertEquals(set("Agent", RegistryData.ofDword(0x8000_0001)), decode("windows-value-dword.bin"));
        assertEquals(set("Agent", RegistryData.ofQword(0x1_0000_0002L)), decode("windows-value-qword.bin"));
        assertEquals(
                set("", RegistryData.of(RegistryData.REG_BINARY, (byte) 0xca, (byte) 0xfe)), decode("windows-value-default.bin"));
        assertEquals(
                set("\ud800", RegistryData.of(RegistryData.REG_DWORD, (byte) 1, (byte) 2, (byte) 3)),
                decode("windows-value-hostile.bin"));
    }

    @ParameterizedTest
    @CsvSource({
        "text, C:\\a.exe", "expand, %TEMP%", "dword, 2147483649", "qword, 4294967298", "default, cafe", "hostile, 010203"
    })
    void dataHasTheValueOfItsType(String name, String value) throws Exception {
        assertEquals(value, String.valueOf(decode("windows-value-" + name + ".bin").properties().get("registry.data")));
    }

    @Test
    void cutDataSaysHowMuchThereWas() throws Exception {
        var data = new byte[4096];
        Arrays.fill(data, (byte) 'd');
        assertEquals(set("Agent", RegistryData.of(RegistryData.REG_BINARY, data, 65_536)), decode("windows-value-truncated.bin"));
    }

    @Test
    void aFailureHasItsStatus() throws Exception {
        var denied = assertInstanceOf(RegistryChanged.class, decode("windows-value-denied.bin"));
        assertEquals(0xC0000022, denied.status());
        assertEquals(RegistryData.of(RegistryData.REG_SZ), denied.data());
    }

    @Test
    void aDeletedValueHasANameAndNoData() throws Exception {
        assertEquals(
                new RegistryChanged(
                        HEADER, subject("S-1-5-18"), RegistryOperation.VALUE_DELETED, RUN, false, null, "Agent", null, 0),
                decode("windows-value-deleted.bin"));
    }

    @Test
    void largestRecordComesWhole() throws Exception {
        assertEquals(WireLayout.WINDOWS_RECORD_MAX, GoldenRecord.bytes("windows-registry-largest.bin").length);
        var largest = assertInstanceOf(RegistryChanged.class, decode("windows-registry-largest.bin"));
        assertEquals("\\" + "k".repeat(32_766), largest.key());
        assertTrue(largest.keyTruncated());
        assertEquals("n" + "m".repeat(32_766), largest.valueName());
        var data = assertInstanceOf(RegistryData.class, largest.data());
        assertEquals(0xffff_ffffL, data.size());
        assertEquals(4096, data.bytes().length);
        assertEquals(LARGEST_SID, largest.subject().userSid());
    }

    @Test
    void sameUserIsKeptOnce() throws Exception {
        var one = assertInstanceOf(ProcessStarted.class, decode("windows-started.bin")).subject().userSid();
        var other = assertInstanceOf(ProcessExited.class, decode("windows-exited-0.bin")).subject().userSid();
        assertEquals(USER, one);
        assertSame(one, other);
        assertEquals("S-1-5-18", assertInstanceOf(RegistryChanged.class, decode("windows-value-deleted.bin")).subject().userSid());
    }

    @Test
    void lossBeforeARecordIsRead() throws Exception {
        var record = GoldenRecord.bytes("windows-started.bin");
        assertEquals(7, decoder.lost(GoldenRecord.at(OFFSET, record), OFFSET, record.length));
    }

    private static RegistryChanged onKey(RegistryOperation operation, @Nullable String key, @Nullable String newName) {
        return new RegistryChanged(HEADER, subject(USER), operation, key, false, newName, null, null, 0);
    }

    private static RegistryChanged set(String name, RegistryData data) {
        return new RegistryChanged(HEADER, subject(USER), RegistryOperation.VALUE_SET, RUN, false, null, name, data, 0);
    }

    private static byte[] utf16(String text) {
        var bytes = CommandLine.ofString(text, false, false).bytes();
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_16LE), bytes);
        return bytes;
    }

    private MonitorEvent decode(String name) throws Exception {
        var record = GoldenRecord.bytes(name);
        var memory = GoldenRecord.at(OFFSET, record);
        decoder.lost(memory, OFFSET, record.length);
        return decoder.decode(memory, OFFSET, record.length, 77);
    }
}
