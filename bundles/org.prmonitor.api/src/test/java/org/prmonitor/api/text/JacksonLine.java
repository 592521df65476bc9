package org.prmonitor.api.text;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.prmonitor.api.event.EventKeys;

/** What a well-kept library makes of properties: the oracle. */
final class JacksonLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private JacksonLine() {}

    static String of(Map<String, Object> properties) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (var property : properties.entrySet()) {
                if (!property.getKey().equals(EventKeys.EVENT)) {
                    json.writeFieldName(encodable(property.getKey()));
                    write(json, property.getValue());
                }
            }
            json.writeEndObject();
        }
        return bytes.toString(StandardCharsets.UTF_8) + "\n";
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
            json.writeString(encodable(value instanceof Instant instant ? TIME.format(instant) : value.toString()));
        }
    }

    /** Jackson refuses unpaired surrogates, which UTF-8 does not have; Java's own encoder makes question marks of them. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
