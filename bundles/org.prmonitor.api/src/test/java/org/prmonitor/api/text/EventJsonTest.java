package org.prmonitor.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.RegistryData;

class EventJsonTest {

    private final EventJson json = new EventJson();

    @Test
    void aStartIsOneLineWithItsKeysInOrder() throws IOException {
        assertEquals(
                """
                {"event.topics":"org/prmonitor/event/ProcessEvent/STARTED","timestamp":1767268800000,\
                "time":"2026-01-01T12:00:00.000000007Z","sequence":17,"channel":"linux-ebpf","process.id":4711,\
                "process.key":"9f86d081884c7d65-4711-123456","thread.id":4712,"user.id":1000,"group.id":100,"session.id":7,\
                "parent.id":1,"parent.key":"9f86d081884c7d65-1-2","image.path":"/bin/ls","command.line":"ls -l",\
                "command.args":["ls","-l"]}
                """,
                format(JsonSamples.started(CommandLine.ofArguments("ls", "-l")).properties()));
    }

    @Test
    void anExitHasNumbersAsNumbersAndNoAbsentKeys() throws IOException {
        var parsed = parse(format(JsonSamples.exited(null, 11).properties()));
        assertEquals(11L, parsed.get("exit.signal"));
        assertEquals(12_000_000L, parsed.get("process.lifetime"));
        assertEquals(JsonSamples.exited(null, 11).properties().keySet().stream().filter(key -> !key.equals("event")).toList(),
                List.copyOf(parsed.keySet()));
    }

    @Test
    void imagesHaveNumbersForAddresses() throws IOException {
        var library = parse(format(JsonSamples.library().properties()));
        assertEquals(0x7ffb_1234_0000L, library.get("image.base"));
        assertEquals(0x1f_8000L, library.get("image.size"));
        assertEquals(true, library.get("image.signed"));
        assertEquals("S-1-5-18", library.get("user.sid"));
        var driver = parse(format(JsonSamples.driver().properties()));
        assertEquals(0xffff_f803_1234_0000L, driver.get("image.base"));
        assertEquals(
                List.of("event.topics", "timestamp", "time", "sequence", "channel", "image.path", "image.base", "image.size"),
                List.copyOf(driver.keySet()));
    }

    @Test
    void registryDataHasTheTypeThatItHas() throws IOException {
        assertEquals(7L, data(RegistryData.ofDword(7)));
        assertEquals("a\\b\n", data(RegistryData.ofText("a\\b\n")));
        assertEquals(List.of("a", "b"), data(RegistryData.ofTexts("a", "b")));
        assertEquals("00ff", data(RegistryData.of(RegistryData.REG_BINARY, (byte) 0, (byte) 0xff)));
        var denied = parse(format(JsonSamples.valueSet("Agent", RegistryData.of(3, new byte[1], 2), 0xC0000022).properties()));
        assertEquals((long) 0xC0000022, denied.get("registry.status"));
        assertEquals("VALUE_SET", denied.get("registry.operation"));
        assertEquals(true, denied.get("truncated"));
    }

    private @Nullable Object data(RegistryData data) throws IOException {
        return parse(format(JsonSamples.valueSet("Agent", data, 0).properties())).get("registry.data");
    }

    @Test
    void aLossIsPrinted() throws IOException {
        var parsed = parse(format(JsonSamples.lost(3L).properties()));
        assertEquals(List.of(3L, 20L, 22L, "kernel"),
                List.of(parsed.get("lost.count"), parsed.get("lost.from"), parsed.get("lost.to"), parsed.get("lost.where")));
    }

    @Test
    void aFlagIsABoolean() throws IOException {
        var truncated = CommandLine.ofArgumentArea("ls\0".getBytes(StandardCharsets.UTF_8), true, true);
        var parsed = parse(format(JsonSamples.started(truncated).properties()));
        assertEquals(true, parsed.get(EventKeys.TRUNCATED));
        assertEquals(true, parsed.get(EventKeys.BEST_EFFORT));
    }

    @Test
    void aFamilyThatNobodyKnowsYetIsPrintedAsItIs() throws IOException {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("event.topics", "org/prmonitor/event/FileEvent/OPENED");
        properties.put("file.path", new StringBuilder("/etc/passwd"));
        assertEquals("{\"event.topics\":\"org/prmonitor/event/FileEvent/OPENED\",\"file.path\":\"/etc/passwd\"}\n", format(properties));
    }

    @Property
    void anyArgumentBytesAreOneLineThatParsesBack(@ForAll @Size(max = 300) byte[] area) throws IOException {
        var commandLine = CommandLine.ofArgumentArea(area, false, false);
        var parsed = parse(format(JsonSamples.started(commandLine).properties()));
        assertEquals(commandLine.toString(), parsed.get(EventKeys.COMMAND_LINE));
        assertEquals(commandLine.arguments(), parsed.get(EventKeys.COMMAND_ARGS));
    }

    /** Unpaired surrogates are no characters, and come out as Java's encoder replaces them. */
    @Property
    void anyTextIsOneLineThatParsesBack(@ForAll String text) throws IOException {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("some.key", text);
        var expected = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(expected, parse(format(properties)).get("some.key"));
    }

    /** Whatever the properties are, on the writer that has written all of those before. */
    @Property
    void everyLineIsTheOneThatJacksonWrites(@ForAll("properties") Map<String, Object> properties) throws IOException {
        assertEquals(JacksonLine.of(properties), format(properties));
    }

    @Provide
    Arbitrary<Map<String, Object>> properties() {
        var text = Arbitraries.oneOf(Arbitraries.strings(), Arbitraries.strings().ascii().ofMaxLength(40));
        var numbers = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.of(0L, 9L, 10L, 999_999_999L, 1_000_000_000L, 1_000_000_001L, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L));
        var instants = Arbitraries.longs().between(0, 253_402_300_799L).flatMap(second ->
                Arbitraries.longs().between(0, 999_999_999).map(nanos -> Instant.ofEpochSecond(second, nanos)));
        var values = Arbitraries.<Object>oneOf(
                List.of(text, numbers, Arbitraries.integers(), Arbitraries.of(true, false), instants, text.list().ofMaxSize(4)));
        return Arbitraries.maps(text, values).ofMaxSize(6);
    }

    @Test
    void theTypedEventIsLeftOutAndNothingIsAnObjectToo() throws IOException {
        assertEquals("{}\n", format(Map.of()));
        assertEquals("{}\n", format(Map.of(EventKeys.EVENT, "typed")));
    }

    @Test
    void aLongLineAndTheOneAfterIt() throws IOException {
        var text = "\u0001\"x".repeat(500_000);
        assertEquals(text, parse(format(Map.of("some.key", text))).get("some.key"));
        assertEquals("{\"a\":1}\n", format(Map.of("a", 1)));
    }

    @Test
    void whoInventsKeysGetsThemAll() throws IOException {
        for (var number = 0; number < 1_000; number++) {
            assertEquals("{\"key." + number + "\":" + number + "}\n", format(Map.of("key." + number, number)));
        }
    }

    @Test
    void aLineThatFailedIsNotContinued() throws IOException {
        var broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("expected");
            }
        };
        assertThrows(IllegalStateException.class, () -> format(Map.of("a", broken)));
        assertEquals("{\"a\":1}\n", format(Map.of("a", 1)));
    }

    private String format(Map<String, Object> properties) throws IOException {
        var output = new ByteArrayOutputStream();
        json.write(properties, output);
        return output.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> parse(String line) throws IOException {
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line, ended");
        try (var parser = new JsonFactory().createParser(line)) {
            var object = new LinkedHashMap<String, Object>();
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var key = parser.currentName();
                parser.nextToken();
                var value = value(parser);
                assertNotNull(value, key);
                object.put(key, value);
            }
            return object;
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            default -> null;
        };
    }
}
