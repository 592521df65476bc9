package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

class RegistryChangedTest {

    private static final EventHeader HEADER = new EventHeader(7, Instant.EPOCH, "windows-driver");
    private static final ProcessSubject SUBJECT = ProcessSubject.of(new ProcessKey(0, 4711, 1767323045678L));
    private static final String RUN = "\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";

    private static RegistryChanged set(@Nullable RegistryData data, int status) {
        return new RegistryChanged(HEADER, SUBJECT, RegistryOperation.VALUE_SET, RUN, false, null, "Agent", data, status);
    }

    @Test
    void everyKeyInItsDocumentedOrder() {
        assertEquals(
                List.of(
                        "event.topics", "event", "timestamp", "time", "sequence", "channel", "process.id", "process.key",
                        "registry.operation", "registry.key", "registry.value", "registry.type", "registry.data", "truncated",
                        "registry.status"),
                List.copyOf(set(RegistryData.of(RegistryData.REG_BINARY, new byte[1], 2), 0).properties().keySet()));
    }

    @Test
    void topicsEndInTheOperation() {
        for (var operation : RegistryOperation.values()) {
            var event = new RegistryChanged(HEADER, SUBJECT, operation, RUN, false, null, null, null, 0);
            assertEquals("org/prmonitor/event/RegistryEvent/" + operation, event.topic());
            assertEquals(operation.name(), event.properties().get(EventKeys.REGISTRY_OPERATION));
        }
        assertEquals(
                RegistryOperation.values().length,
                Arrays.stream(RegistryOperation.values()).map(RegistryOperation::topic).collect(Collectors.toSet()).size());
    }

    @Test
    void aRenamingSaysBothPaths() {
        var renamed = new RegistryChanged(HEADER, SUBJECT, RegistryOperation.KEY_RENAMED, RUN, false, "Run-", null, null, 0);
        assertEquals(RUN + "-", renamed.newKey());
        assertEquals(RUN + "-", renamed.properties().get(EventKeys.REGISTRY_NEW_KEY));
        var cut = new RegistryChanged(HEADER, SUBJECT, RegistryOperation.KEY_RENAMED, RUN, true, "Run-", null, null, 0);
        assertNull(cut.newKey());
        assertEquals(Boolean.TRUE, cut.properties().get(EventKeys.TRUNCATED));
        assertNull(new RegistryChanged(HEADER, SUBJECT, RegistryOperation.KEY_RENAMED, null, false, "Run-", null, null, 0).newKey());
    }

    @Test
    void filtersSeeNumbersTextsAndFailures() throws InvalidSyntaxException {
        var number = FrameworkUtil.createFilter("(&(registry.key=*\\\\Run)(registry.type=REG_DWORD)(registry.data>=256))");
        assertTrue(number.matches(set(RegistryData.ofDword(300), 0).properties()));
        assertFalse(number.matches(set(RegistryData.ofDword(30), 0).properties()));
        assertTrue(FrameworkUtil.createFilter("(registry.data=b)").matches(set(RegistryData.ofTexts("a", "b"), 0).properties()));
        var failed = FrameworkUtil.createFilter("(registry.status<=-1)");
        assertTrue(failed.matches(set(null, 0xC0000022).properties()));
        assertFalse(failed.matches(set(null, 0).properties()));
        assertTrue(FrameworkUtil.createFilter("(registry.operation=VALUE_SET)").matches(set(null, 0).properties()));
    }

    @Test
    void successIsWhatTheStatusSays() {
        assertTrue(set(null, 0).succeeded());
        assertTrue(set(null, 0x105).succeeded());
        assertFalse(set(null, 0xC0000022).succeeded());
    }
}
