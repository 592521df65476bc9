package org.prmonitor.bench.internal.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records as JSON: a record is an object of its components, a path is what the JSON file there says. */
public final class JsonReport {

    private JsonReport() {}

    /**
     * Writes a file, anew.
     *
     * @param values by name
     */
    public static void write(Path file, Map<String, ?> values) throws IOException {
        try (var generator = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            generator.useDefaultPrettyPrinter();
            write(generator, values);
        }
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof Path report) {
            try (var parser = new JsonFactory().createParser(report.toFile())) {
                parser.nextToken();
                generator.copyCurrentStructure(parser);
            }
        } else if (value instanceof Record fields) {
            writeRecord(generator, fields);
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (var entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> several) {
            generator.writeStartArray();
            for (var one : several) {
                write(generator, one);
            }
            generator.writeEndArray();
        } else if (value != null && value.getClass().isArray()) {
            generator.writeStartArray();
            for (var index = 0; index < Array.getLength(value); index++) {
                write(generator, Array.get(value, index));
            }
            generator.writeEndArray();
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            generator.writeNull();
        } else if (value instanceof Enum<?> constant) {
            generator.writeString(constant.name());
        } else {
            // Numbers, texts, booleans and null; refuses what it does not know.
            generator.writeObject(value);
        }
    }

    private static void writeRecord(JsonGenerator generator, Record fields) throws IOException {
        generator.writeStartObject();
        for (var component : fields.getClass().getRecordComponents()) {
            generator.writeFieldName(component.getName());
            try {
                component.getAccessor().setAccessible(true);
                write(generator, component.getAccessor().invoke(fields));
            } catch (IllegalAccessException | InvocationTargetException impossible) {
                throw new IOException("cannot read " + component + " of " + fields.getClass().getName(), impossible);
            }
        }
        generator.writeEndObject();
    }
}
