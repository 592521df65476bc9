package org.prmonitor.source.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.EventType;

class SettingsParserTest {

    private static final SourceSettings DEFAULTS = SourceSettings.defaults();

    @Test
    void nothingConfiguredIsTheDefaults() {
        var parser = new SettingsParser(Map.of("service.pid", "org.prmonitor.source"), DEFAULTS);
        assertEquals(DEFAULTS, parser.settings());
        assertEquals(List.of(), parser.refusals());
        assertEquals(
                new ChannelOptions(EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED), 4 << 20, 0),
                DEFAULTS.channelOptions());
    }

    /** Two places say the defaults: the one that Metatype reads must not drift from the one that holds. */
    @Test
    void whatMetatypeShowsAsDefaultIsTheDefault() {
        var shown = new HashMap<String, Object>();
        for (var attribute : SourceConfiguration.class.getDeclaredMethods()) {
            shown.put(attribute.getName(), attribute.getDefaultValue());
        }
        var others = new SourceSettings(
                "x", EnumSet.of(EventType.IMAGES), null, 1, 1, 1, true, false, 1, true, 1, ListenerThreadMode.PLATFORM, "/x", 1,
                SyncPolicy.BATCH, 1);
        var parser = new SettingsParser(shown, others);
        assertEquals(DEFAULTS, parser.settings());
        assertEquals(List.of(), parser.refusals());
        assertEquals(
                Arrays.stream(SourceSettings.class.getRecordComponents()).map(component -> component.getName()).collect(Collectors.toSet()),
                shown.keySet());
    }

    @Test
    void takesTypedValuesAndStrings() {
        var typed = new SettingsParser(
                Map.of("types", new String[] {"forked", "EXITED"}, "ringBytes", 8192, "lingerMillis", 0L, "snapshot", true), DEFAULTS);
        var strings = new SettingsParser(
                Map.of("types", " forked , exited", "ringBytes", "8192", "lingerMillis", " 0 ", "snapshot", "TRUE"), DEFAULTS);
        assertEquals(List.of(), typed.refusals());
        assertEquals(typed.settings(), strings.settings());
        assertEquals(Set.of(EventType.FORKED, EventType.EXITED), typed.settings().types());
        assertEquals(typed.settings(), new SettingsParser(
                        Map.of("types", List.of("forked", "exited"), "ringBytes", 8192.0, "lingerMillis", (short) 0, "snapshot", true), DEFAULTS)
                .settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            types            | started,foo | types = 'started,foo' ('foo' is no event type; there are started,forked,exited,images,registry), started,exited stays
            types            | ,           | types = ',' (at least one of started,forked,exited,images,registry), started,exited stays
            ringBytes        | 4095        | ringBytes = '4095' (from 4096 to 1073741824), 4194304 stays
            ringBytes        | 4M          | ringBytes = '4M' (a whole number from 4096 to 1073741824), 4194304 stays
            journalEvents    | 0           | journalEvents = '0' (from 16 to 16777216), 65536 stays
            lingerMillis     | -1          | lingerMillis = '-1' (from 0 to 1000), 5 stays
            lingerMillis     | 1.5         | lingerMillis = '1.5' (a whole number from 0 to 1000), 5 stays
            snapshot         | yes         | snapshot = 'yes' (true or false), false stays
            processTable     | 0           | processTable = '0' (true or false), true stays
            processTableSize | 99999999999 | processTableSize = '99999999999' (from 16 to 4194304), 65536 stays
            excludeSelf      | ?           | excludeSelf = '?' (true or false), false stays
            cursorMinutes    | -1          | cursorMinutes = '-1' (from 0 to 10080), 10 stays
            durableDirectory | journal     | durableDirectory = 'journal' (a folder's absolute path, or nothing for the source's own data area), the default stays
            durableBytes     | 1M          | durableBytes = '1M' (a whole number from 1048576 to 1099511627776), 268435456 stays
            durableBytes     | 1048575     | durableBytes = '1048575' (from 1048576 to 1099511627776), 268435456 stays
            durableSync      | always      | durableSync = 'always' (one of never, interval, batch), interval stays
            durableDays      | 0           | durableDays = '0' (from 1 to 3650), 7 stays
            listenerThreads  | green       | listenerThreads = 'green' (one of auto, virtual, platform), auto stays
            channel          | ' '         | channel = ' ' (a channel's name, or auto), auto stays
            """)
    void refusesNonsenseByNameAndKeepsWhatWas(String key, String value, String refusal) {
        var parser = new SettingsParser(Map.of(key, value), DEFAULTS);
        assertEquals(List.of(refusal), parser.refusals());
        assertEquals(DEFAULTS, parser.settings());
    }

    @Test
    void refusesABadFilterWithTheParsersOwnWords() {
        var before = new SettingsParser(Map.of("filter", "(process.id>=5)"), DEFAULTS).settings();
        assertNotNull(before.filter());
        var parser = new SettingsParser(Map.of("filter", "(process.id>=5", "lingerMillis", 7), before);
        assertEquals(1, parser.refusals().size());
        var refusal = parser.refusals().get(0);
        assertTrue(refusal.startsWith("filter = '(process.id>=5' (") && refusal.endsWith("), (process.id>=5) stays"), refusal);
        assertEquals(before.filter(), parser.settings().filter());
        assertEquals(7, parser.settings().lingerMillis(), "what makes sense holds");
        assertNull(new SettingsParser(Map.of("filter", " "), before).settings().filter());
    }

    @Test
    void refusesAFractionAndAnUnexpectedType() {
        var parser = new SettingsParser(Map.of("ringBytes", 8192.5, "lingerMillis", List.of(1)), DEFAULTS);
        assertEquals(2, parser.refusals().size());
        assertEquals(DEFAULTS, parser.settings());
    }

    @Test
    void leavesItselfOutOnRequest() {
        var settings = new SettingsParser(Map.of("excludeSelf", true), DEFAULTS).settings();
        assertEquals(ProcessHandle.current().pid(), settings.channelOptions().excludedProcessId());
    }
}
