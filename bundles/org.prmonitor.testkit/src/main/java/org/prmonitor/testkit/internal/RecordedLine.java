package org.prmonitor.testkit.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties in a line of a recording, and where in the line each stands. */
final class RecordedLine {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** {@link String}, {@link Long}, {@link Boolean} or a list of strings, by key. */
    private final Map<String, Object> values = new HashMap<>();

    private final Map<String, Integer> columns = new HashMap<>();
    private final int end;

    private RecordedLine(int end) {
        this.end = end;
    }

    /** Reads one object, and nothing behind it. */
    static RecordedLine parse(String text) throws DamagedLineException {
        var line = new RecordedLine(text.length() + 1);
        try (var json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new DamagedLineException(column(json), "a JSON object should begin here");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var key = json.currentName();
                json.nextToken();
                line.columns.put(key, column(json));
                line.values.put(key, value(json));
            }
            if (json.nextToken() != null) {
                throw new DamagedLineException(column(json), "one JSON object is a line, and something comes behind it");
            }
        } catch (JsonProcessingException broken) {
            throw new DamagedLineException(column(broken.getLocation(), line.end), broken.getOriginalMessage());
        } catch (IOException impossible) {
            throw new DamagedLineException(line.end, impossible.toString());
        }
        return line;
    }

    private static Object value(JsonParser json) throws IOException, DamagedLineException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case START_ARRAY -> list(json);
            default -> throw new DamagedLineException(column(json), "no event's property has such a value");
        };
    }

    private static List<String> list(JsonParser json) throws IOException, DamagedLineException {
        var list = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new DamagedLineException(column(json), "a text should be here");
            }
            list.add(json.getText());
        }
        return list;
    }

    private static int column(JsonParser json) {
        return json.currentTokenLocation().getColumnNr();
    }

    private static int column(@Nullable JsonLocation location, int otherwise) {
        return location == null ? otherwise : location.getColumnNr();
    }

    /** The value; null where the key is absent. */
    <T> @Nullable T get(String key, Class<T> type) throws DamagedLineException {
        var value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw damage(key, "the value of " + key + " should be a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    /** The value, which every such event has. */
    <T> T require(String key, Class<T> type) throws DamagedLineException {
        var value = get(key, type);
        if (value == null) {
            throw new DamagedLineException(end, key + " is missing");
        }
        return value;
    }

    /** A flag is there where it is true. */
    boolean flag(String key) throws DamagedLineException {
        return Boolean.TRUE.equals(get(key, Boolean.class));
    }

    /** A whole number of 32 bits; null where the key is absent. */
    @Nullable Integer integer(String key) throws DamagedLineException {
        var value = get(key, Long.class);
        if (value != null && value.intValue() != value) {
            throw damage(key, "the value of " + key + " has more than 32 bits");
        }
        return value == null ? null : (Integer) value.intValue();
    }

    @Nullable Object get(String key) {
        return values.get(key);
    }

    /** At a key's value. */
    DamagedLineException damage(String key, String message) {
        return new DamagedLineException(columns.getOrDefault(key, end), message);
    }
}
