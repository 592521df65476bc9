package org.prmonitor.consumer.recorder.internal.ocsf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded line says about itself: the recorder's place is kept nowhere else.
 *
 * @param journalId which numbering its sequence belongs to
 * @param sequence the event's number in it
 * @param loggedTime when it was written, milliseconds since 1970
 */
public record RecordedLine(UUID journalId, long sequence, long loggedTime) {

    /** What every line begins with, in UTF-8. Not to be changed: shared. */
    public static final byte[] BEGINNING = "{\"time\":".getBytes(StandardCharsets.UTF_8);

    private static final JsonFactory JSON = new JsonFactory();

    /** Reads a line, with or without its end; null where it is not one of ours, whole and unharmed. */
    public static @Nullable RecordedLine parse(byte[] line, int offset, int length) {
        try (var parser = JSON.createParser(line, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            RecordedLine found = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var isMetadata = parser.currentName().equals("metadata");
                var value = parser.nextToken();
                if (isMetadata && value == JsonToken.START_OBJECT) {
                    found = metadata(parser);
                } else {
                    parser.skipChildren();
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null ? found : null;
        } catch (IOException | IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static @Nullable RecordedLine metadata(JsonParser parser) throws IOException {
        String uid = null;
        var loggedTime = 0L;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (name.equals("uid") && value == JsonToken.VALUE_STRING) {
                uid = parser.getText();
            } else if (name.equals("logged_time") && value == JsonToken.VALUE_NUMBER_INT) {
                loggedTime = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        var colon = uid == null ? -1 : uid.lastIndexOf(':');
        if (uid == null || colon < 0) {
            return null;
        }
        return new RecordedLine(UUID.fromString(uid.substring(0, colon)), Long.parseLong(uid.substring(colon + 1)), loggedTime);
    }
}
