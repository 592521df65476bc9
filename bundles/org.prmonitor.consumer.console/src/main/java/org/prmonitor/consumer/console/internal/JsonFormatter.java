package org.prmonitor.consumer.console.internal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventKeys;

/** JSON Lines: one object (RFC 8259) a line, UTF-8, the property keys in their documented order. */
public final class JsonFormatter implements EventFormatter {

    /** Keys with their quotes and escapes, made once. Bounded in practice: keys come from {@link EventKeys}. */
    private final Map<String, SerializableString> keys = new HashMap<>();

    private final JsonFactory factory = JsonFactory.builder().build().setRootValueSeparator(null);

    private final InstantText instantText = new InstantText();

    /** Writes to {@link #target}; null before the first event and after a failure. */
    private @Nullable JsonGenerator generator;

    private @Nullable OutputStream target;

    @Override
    public void format(Map<String, Object> properties, OutputStream output) throws IOException {
        var json = generator(output);
        // Until the line is complete: what a failure leaves half written must not be continued.
        generator = null;
        json.writeStartObject();
        try {
            properties.forEach((key, value) -> writeProperty(json, key, value));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        generator = json;
    }

    /** The one from the event before: a new one for each would cost as much as what it writes. */
    private JsonGenerator generator(OutputStream output) throws IOException {
        if (generator != null && target == output) {
            return generator;
        }
        target = output;
        return factory.createGenerator(output, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    private void writeProperty(JsonGenerator json, String key, Object value) {
        if (key.equals(EventKeys.EVENT)) {
            return;
        }
        try {
            json.writeFieldName(keys.computeIfAbsent(key, SerializedString::new));
            writeValue(json, value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            writeText(json, text);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Instant instant) {
            json.writeString(instantText.utc(instant));
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (var element : list) {
                writeValue(json, element);
            }
            json.writeEndArray();
        } else {
            writeText(json, value.toString());
        }
    }

    /** By way of bytes: an unpaired surrogate, which UTF-8 does not have, becomes a question mark and no exception. */
    private static void writeText(JsonGenerator json, String text) throws IOException {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        json.writeUTF8String(utf8, 0, utf8.length);
    }
}
