package org.prmonitor.testkit.internal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.MonitorEvent;

/** A line of JSON for an event, byte for byte what {@code prmonitor --format=json} prints; a test compares them. */
public final class EventJsonWriter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private EventJsonWriter() {}

    /** UTF-8, with a line end. */
    public static byte[] line(MonitorEvent event) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            event.properties().forEach((key, value) -> write(json, key, value));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String key, Object value) {
        if (!key.equals(EventKeys.EVENT)) {
            try {
                json.writeFieldName(key);
                write(json, value);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (var element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            // By way of bytes: an unpaired surrogate, which UTF-8 does not have, becomes a question mark and no exception.
            var text = value instanceof Instant instant ? TIME.format(instant) : value.toString();
            var utf8 = text.getBytes(StandardCharsets.UTF_8);
            json.writeUTF8String(utf8, 0, utf8.length);
        }
    }
}
