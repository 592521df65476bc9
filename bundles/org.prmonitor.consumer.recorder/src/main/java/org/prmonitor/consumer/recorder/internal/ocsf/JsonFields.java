package org.prmonitor.consumer.recorder.internal.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of an object, streamed. What is null is left out, name and all. Not thread-safe. */
final class JsonFields {

    private static final char REPLACEMENT = '\ufffd';

    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            string(value);
        }
    }

    void number(String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, (long) value);
        }
    }

    void number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    void flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    /** An enumerated number and its caption, which OCSF calls siblings. */
    void siblings(String idName, int id, String captionName, String caption) throws IOException {
        json.writeNumberField(idName, id);
        json.writeStringField(captionName, caption);
    }

    void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (var value : values) {
            string(value);
        }
        json.writeEndArray();
    }

    /** An array of one group. */
    void groups(String name, String uid) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeStartObject();
        text("uid", uid);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** A value that is JSON already. */
    void raw(String name, SerializableString value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
    }

    /** RFC 4648, with padding. */
    void base64(String name, byte[] value) throws IOException {
        json.writeBinaryField(name, value);
    }

    void beginObject() throws IOException {
        json.writeStartObject();
    }

    void beginObject(String name) throws IOException {
        json.writeObjectFieldStart(name);
    }

    void endObject() throws IOException {
        json.writeEndObject();
    }

    private void string(String value) throws IOException {
        json.writeString(wellFormed(value));
    }

    /** An unpaired surrogate is no character, and UTF-8 has no bytes for it: each becomes U+FFFD. */
    static String wellFormed(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                return replaceUnpaired(text, index);
            }
        }
        return text;
    }

    private static String replaceUnpaired(String text, int from) {
        var result = new StringBuilder(text);
        for (var index = from; index < text.length(); index++) {
            var sign = text.charAt(index);
            if (Character.isHighSurrogate(sign) && index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))) {
                index++;
            } else if (Character.isSurrogate(sign)) {
                result.setCharAt(index, REPLACEMENT);
            }
        }
        return result.toString();
    }
}
