package org.prmonitor.rcp.internal.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.RowProperties;

/**
 * The events that rows are made of as JSON Lines: one object (RFC 8259) a line, UTF-8, with the keys, the order of keys and the values
 * that the console prints. What ran before anybody watched comes first, then the events by their number.
 */
public final class JsonLines {

    /** ISO 8601 with all nine digits. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    private JsonLines() {}

    /**
     * Writes a file, whole or not at all. On POSIX systems only its owner may read it: command lines may hold secrets.
     *
     * @throws IOException that names the file and what the system said
     */
    public static void save(List<ProcessRow> rows, Path file) throws IOException {
        var target = file.toAbsolutePath();
        Path part = null;
        try {
            part = Files.createTempFile(target.getParent(), ".prmonitor", ".part");
            try (var output = new BufferedOutputStream(Files.newOutputStream(part))) {
                write(rows, output);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            part = null;
        } catch (IOException failure) {
            throw new IOException("cannot save " + rows.size() + " rows as " + target + ": " + reason(failure), failure);
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Writes the events of rows. The stream is flushed and stays open. */
    public static void write(List<ProcessRow> rows, OutputStream output) throws IOException {
        var lines = new ArrayList<Map<String, Object>>();
        for (var row : rows) {
            lines.addAll(RowProperties.all(row));
        }
        lines.sort(Comparator.comparingLong(JsonLines::sequence));
        try (var json = new JsonFactory()
                .createGenerator(output, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setRootValueSeparator(null)) {
            for (var line : lines) {
                json.writeStartObject();
                for (var property : line.entrySet()) {
                    if (!property.getKey().equals(EventKeys.EVENT)) {
                        json.writeFieldName(property.getKey());
                        writeValue(json, property.getValue());
                    }
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }

    private static long sequence(Map<String, Object> properties) {
        return properties.get(EventKeys.SEQUENCE) instanceof Long sequence ? sequence : 0;
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Instant instant) {
            json.writeString(TIME.format(instant));
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (var element : list) {
                writeValue(json, element);
            }
            json.writeEndArray();
        } else {
            // By way of bytes: an unpaired surrogate, which UTF-8 does not have, becomes a question mark and no exception.
            var utf8 = value.toString().getBytes(StandardCharsets.UTF_8);
            json.writeUTF8String(utf8, 0, utf8.length);
        }
    }

    /** Of some failures the message is nothing but the file's name. */
    private static String reason(IOException failure) {
        var kind = failure.getClass().getSimpleName();
        if (failure instanceof FileSystemException system) {
            return system.getReason() == null ? kind : system.getReason();
        }
        return failure.getMessage() == null ? kind : failure.getMessage();
    }
}
