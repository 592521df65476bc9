package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Lines as a user of a recording reads them: each is validated against OCSF's schema of its class, or the test fails. */
public final class OcsfLines {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Map<Integer, JsonSchema> SCHEMAS = Map.of(
            1007, schema("process_activity"),
            1005, schema("module_activity"),
            201001, schema("registry_key_activity"),
            201002, schema("registry_value_activity"));

    private OcsfLines() {}

    /** The one line, with its end. */
    public static JsonNode parse(byte[] line) {
        var all = split(line);
        assertEquals(1, all.size(), "one line");
        return all.get(0);
    }

    /** All lines, each ended. */
    public static List<JsonNode> split(byte[] bytes) {
        var lines = new ArrayList<JsonNode>();
        var start = 0;
        for (var index = 0; index < bytes.length; index++) {
            if (bytes[index] == '\n') {
                lines.add(validated(bytes, start, index));
                start = index + 1;
            }
        }
        assertEquals(bytes.length, start, "the last line is ended");
        return lines;
    }

    /** Everything in a recording's folder, oldest first. */
    public static List<JsonNode> recording(Path folder) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var file : files(folder)) {
            lines.addAll(split(content(file)));
        }
        return lines;
    }

    /** A recording's files, oldest first. */
    public static List<Path> files(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            var rotated = entries.filter(path -> path.getFileName().toString().matches("prmonitor\\.ocsf-.*\\.jsonl(\\.gz)?"))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString().replaceFirst(".*-(\\d+)\\.jsonl.*", "$1")))
                    .toList();
            var all = new ArrayList<>(rotated);
            var active = folder.resolve("prmonitor.ocsf.jsonl");
            if (Files.exists(active)) {
                all.add(active);
            }
            return all;
        }
    }

    /** Decompressed. */
    public static byte[] content(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return bytes;
        }
        try (var input = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return input.readAllBytes();
        }
    }

    /** The sequences of some lines, in order. */
    public static List<Long> sequences(List<JsonNode> lines) {
        return lines.stream().map(line -> line.at("/metadata/sequence").longValue()).toList();
    }

    private static JsonNode validated(byte[] bytes, int start, int end) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
        } catch (CharacterCodingException malformed) {
            return fail("no UTF-8", malformed);
        }
        JsonNode line;
        try {
            line = MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            return fail("no JSON: " + text, malformed);
        }
        var schema = SCHEMAS.get(line.path("class_uid").intValue());
        assertTrue(schema != null, () -> "class_uid of " + text);
        var messages = schema.validate(line);
        assertTrue(messages.isEmpty(), () -> messages + " in " + text);
        assertEquals(line.get("class_uid").longValue() * 100 + line.get("activity_id").longValue(), line.get("type_uid").longValue(), text);
        return line;
    }

    private static JsonSchema schema(String name) {
        try (var input = OcsfLines.class.getResourceAsStream("/ocsf/" + name + ".schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(input);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
