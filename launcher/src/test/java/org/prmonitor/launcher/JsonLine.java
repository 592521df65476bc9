package org.prmonitor.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventKeys;

/**
 * An event as the console printed it: numbers are {@link Long}, arrays are lists. Fails on whatever is not one object.
 *
 * @param values in the order of the line
 */
public record JsonLine(Map<String, Object> values) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Parses a line. */
    public static JsonLine parse(String line) {
        try (var parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AssertionError("no object: " + line);
            }
            var values = new LinkedHashMap<String, Object>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var key = parser.currentName();
                parser.nextToken();
                values.put(key, value(parser));
            }
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one object: " + line);
            }
            return new JsonLine(values);
        } catch (IOException malformed) {
            throw new UncheckedIOException(line, malformed);
        }
    }

    /** Parses all. */
    public static List<JsonLine> parse(List<String> lines) {
        return lines.stream().map(JsonLine::parse).toList();
    }

    /** A value, null where the key is absent. */
    public @Nullable Object get(String key) {
        return values.get(key);
    }

    /** The topic. */
    public String topic() {
        return String.valueOf(values.get(EventKeys.TOPIC));
    }

    /** A number. */
    public long number(String key) {
        if (values.get(key) instanceof Long number) {
            return number;
        }
        throw new AssertionError("no number " + key + " in " + values);
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            default -> throw new AssertionError("token " + parser.currentToken());
        };
    }
}
