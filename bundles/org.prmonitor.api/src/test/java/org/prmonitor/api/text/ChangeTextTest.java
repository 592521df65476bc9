package org.prmonitor.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

class ChangeTextTest {

    private static final EventHeader HEADER = new EventHeader(1, Instant.EPOCH, "test");
    private static final ProcessSubject SUBJECT = ProcessSubject.of(new ProcessKey(0, 42, 1));

    private static Map<String, Object> registry(
            RegistryOperation operation, @Nullable String newName, @Nullable String value, @Nullable RegistryData data, int status) {
        return new RegistryChanged(HEADER, SUBJECT, operation, "\\REGISTRY\\K", false, newName, value, data, status).properties();
    }

    @Test
    void imagesSayWhatWhereAndWhetherTheyAreSigned() {
        assertEquals(
                "\\a.dll at 0x7ffb12340000, 8192 bytes, not signed",
                ImageText.of(new ImageLoaded(HEADER, SUBJECT, "\\a.dll", 0x7ffb_1234_0000L, 8192, false).properties()));
        assertEquals(
                "driver \\a.sys at 0xfffff80312340000, 4096 bytes, signed",
                ImageText.of(new ImageLoaded(HEADER, null, "\\a.sys", 0xffff_f803_1234_0000L, 4096, true).properties()));
        assertEquals("? at 0x10000, 1 bytes", ImageText.of(new ImageLoaded(HEADER, SUBJECT, null, 0x10000, 1, null).properties()));
    }

    @Test
    void everyOperationHasItsWords() {
        assertEquals("key created: \\REGISTRY\\K", RegistryText.of(registry(RegistryOperation.KEY_CREATED, null, null, null, 0)));
        assertEquals("key deleted: \\REGISTRY\\K", RegistryText.of(registry(RegistryOperation.KEY_DELETED, null, null, null, 0)));
        assertEquals(
                "key renamed: \\REGISTRY\\K to \\REGISTRY\\N", RegistryText.of(registry(RegistryOperation.KEY_RENAMED, "N", null, null, 0)));
        assertEquals(
                "value set: \\REGISTRY\\K, Agent = REG_DWORD 7",
                RegistryText.of(registry(RegistryOperation.VALUE_SET, null, "Agent", RegistryData.ofDword(7), 0)));
        assertEquals(
                "value set: \\REGISTRY\\K, (Default) = REG_MULTI_SZ [a, b]",
                RegistryText.of(registry(RegistryOperation.VALUE_SET, null, "", RegistryData.ofTexts("a", "b"), 0)));
        assertEquals(
                "value set: \\REGISTRY\\K, x = REG_BINARY 01…",
                RegistryText.of(registry(RegistryOperation.VALUE_SET, null, "x", RegistryData.of(3, new byte[] {1}, 9), 0)));
        assertEquals(
                "value deleted: \\REGISTRY\\K, Agent", RegistryText.of(registry(RegistryOperation.VALUE_DELETED, null, "Agent", null, 0)));
    }

    @Test
    void aFailureStandsBeforeWhatAProcessChose() {
        var failed = registry(RegistryOperation.KEY_DELETED, null, null, null, 0xC0000121);
        assertEquals("key deleted failed with 0xC0000121 (cannot delete): \\REGISTRY\\K", RegistryText.of(failed));
        assertTrue(RegistryText.failed(failed));
        assertFalse(RegistryText.failed(registry(RegistryOperation.KEY_DELETED, null, null, null, 0)));
    }

    @Test
    void whatIsNotKnownIsAQuestionMark() {
        assertEquals("?: ?", RegistryText.of(Map.of()));
        assertEquals("driver ?", ImageText.of(Map.of()));
    }
}
