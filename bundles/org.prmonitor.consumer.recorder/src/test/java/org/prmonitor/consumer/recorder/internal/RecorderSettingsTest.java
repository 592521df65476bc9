package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;

class RecorderSettingsTest {

    @Test
    void theDefaultsMakeSense() {
        assertEquals(
                new RecorderSettings(
                        Path.of("prmonitor-recording").toAbsolutePath(),
                        new RecordingBounds(64 << 20, Duration.ofDays(1), 1_000, 1 << 30),
                        SyncPolicy.INTERVAL,
                        Duration.ofSeconds(1)),
                RecorderSettings.of(configuration(Map.of())));
    }

    @Test
    void everyValueIsRead() {
        assertEquals(
                new RecorderSettings(
                        Path.of("/var/log/events"), new RecordingBounds(1, Duration.ZERO, 1, 0), SyncPolicy.BATCH, Duration.ofMillis(5)),
                RecorderSettings.of(configuration(Map.of(
                        "directory", " /var/log/x/../events", "rotateBytes", 1L, "rotateMinutes", 0L, "keepFiles", 1, "keepBytes", 0L, "sync",
                        " Batch", "syncMillis", 5L))));
    }

    @ParameterizedTest
    @CsvSource({
        "rotateBytes, 0, rotateBytes=0 is less than 1",
        "rotateMinutes, -1, rotateMinutes=-1 is less than 0",
        "keepBytes, -1, keepBytes=-1 is less than 0",
        "syncMillis, 0, syncMillis=0 is less than 1"
    })
    void aNumberThatIsTooSmallIsRefusedByName(String key, long value, String message) {
        assertRefused(message, Map.of(key, value));
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertRefused("keepFiles=0 is less than 1", Map.of("keepFiles", 0));
        assertRefused("sync=often is not one of never, interval, batch", Map.of("sync", "often"));
        assertRefused("directory is empty", Map.of("directory", " "));
        assertRefused("directory=a\0b is no path: Nul character not allowed", Map.of("directory", "a\0b"));
        assertRefused("rotateBytes: no number", Map.of("rotateBytes", new IllegalStateException("no number")));
    }

    private static void assertRefused(String message, Map<String, Object> values) {
        var refused = assertThrows(IllegalArgumentException.class, () -> RecorderSettings.of(configuration(values)));
        assertEquals(message, refused.getMessage());
    }

    /** As Declarative Services makes it: a value that cannot be converted throws when it is asked for. */
    private static RecorderConfiguration configuration(Map<String, Object> values) {
        return (RecorderConfiguration) Proxy.newProxyInstance(
                RecorderConfiguration.class.getClassLoader(), new Class<?>[] {RecorderConfiguration.class}, (proxy, method, arguments) -> {
                    var value = values.getOrDefault(method.getName(), method.getDefaultValue());
                    if (value instanceof RuntimeException unconvertible) {
                        throw unconvertible;
                    }
                    return value;
                });
    }
}
