package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.RegistryData;

class TextFormatterTest {

    private static final String TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault()).format(SampleEvents.TIME);

    private final TextFormatter plain = new TextFormatter(TextStyle.PLAIN);

    @Test
    void everyKindOfEventHasItsColumns() throws IOException {
        var output = new ByteArrayOutputStream();
        plain.begin(output);
        plain.format(SampleEvents.started(CommandLine.ofArguments("ls", "-l")).properties(), output);
        plain.format(SampleEvents.alreadyRunning().properties(), output);
        plain.format(SampleEvents.forked().properties(), output);
        plain.format(SampleEvents.exited(1, null).properties(), output);
        plain.format(SampleEvents.exited(null, 11).properties(), output);
        assertEquals(
                """
                TIME          EVENT          PID    PPID     UID  COMMAND, OR HOW IT ENDED
                @  started       4711       1    1000  ls -l
                @  running       4711       1    1000  [kthreadd]
                @  forked        4711       1    1000
                @  exited        4711            1000  exit 1                 12.0 ms  ls -l
                @  exited        4711            1000  killed by SIGSEGV      12.0 ms  ls -l
                """.replace("@", TIME),
                output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void imagesAndTheRegistryHaveTheSameColumns() throws IOException {
        var output = new ByteArrayOutputStream();
        plain.format(SampleEvents.library().properties(), output);
        plain.format(SampleEvents.driver().properties(), output);
        plain.format(SampleEvents.valueSet("Agent", RegistryData.ofDword(1), 0).properties(), output);
        plain.format(SampleEvents.valueSet("", RegistryData.ofText("a\nb"), 0xC0000022).properties(), output);
        plain.format(SampleEvents.exited(0xC0000005, null).properties(), output);
        assertEquals(
                """
                @  loaded        4711                  \\\\Windows\\\\ntdll.dll at 0x7ffb12340000, 2064384 bytes, signed
                @  loaded                              driver \\\\x.sys at 0xfffff80312340000, 32768 bytes
                @  changed       4711                  value set: \\\\REGISTRY\\\\MACHINE\\\\Run, Agent = REG_DWORD 1
                @  changed       4711                  value set failed with 0xC0000022 (access denied): \\\\REGISTRY\\\\MACHINE\\\\Run, (Default) = REG_SZ a\\nb
                @  exited        4711            1000  exit 0xC0000005 (access violation)     12.0 ms  ls -l
                """.replace("@", TIME),
                output.toString(StandardCharsets.UTF_8));
        var colored = new TextFormatter(TextStyle.COLORED);
        var failed = SampleEvents.valueSet("Agent", RegistryData.ofDword(1), 0xC0000022);
        assertTrue(format(colored, failed.properties()).startsWith("\u001b[33m"));
    }

    @Property
    void anyValueIsOneLineWithoutControls(@ForAll String name, @ForAll @Size(max = 300) byte[] data) throws IOException {
        for (var type : new int[] {RegistryData.REG_SZ, RegistryData.REG_MULTI_SZ}) {
            var line = format(plain, SampleEvents.valueSet(name, RegistryData.of(type, data), 0).properties());
            assertEquals(line.length() - 1, line.indexOf('\n'));
            assertTrue(line.strip().codePoints().noneMatch(Character::isISOControl), line);
        }
    }

    @Test
    void aLossSaysHowManyAreMissingAndWhere() throws IOException {
        assertEquals(
                TIME + "  LOST      !!!! 1,234 events are missing here, lost at hop 'kernel', sequence 20 to 1253 !!!!\n",
                format(plain, SampleEvents.lost(1234L).properties()));
        assertTrue(format(plain, SampleEvents.lost(null).properties()).contains("!!!! an unknown number of events"));
    }

    @Test
    void onlyAColouredLineHasSequencesAndAPlainSuccessHasNone() throws IOException {
        var colored = new TextFormatter(TextStyle.COLORED);
        assertTrue(format(colored, SampleEvents.lost(1L).properties()).startsWith("\u001b[1;37;41m"));
        assertTrue(format(colored, SampleEvents.exited(null, 9).properties()).startsWith("\u001b[31m"));
        assertTrue(format(colored, SampleEvents.exited(1, null).properties()).startsWith("\u001b[33m"));
        assertEquals(format(plain, SampleEvents.exited(0, null).properties()), format(colored, SampleEvents.exited(0, null).properties()));
    }

    @Test
    void aTruncatedCommandLineIsMarked() throws IOException {
        var truncated = CommandLine.ofArgumentArea("ls\0-l".getBytes(StandardCharsets.UTF_8), true, false);
        assertTrue(format(plain, SampleEvents.started(truncated).properties()).endsWith("ls -l…\n"));
    }

    @Test
    void aCommandLineCannotInstructTheTerminal() throws IOException {
        var hostile = CommandLine.ofArguments("a\nb", "\u001b[2J", "\u009b31m", "\u202egpj.exe");
        assertTrue(format(plain, SampleEvents.started(hostile).properties()).endsWith("  a\\nb \\x1b[2J \\x9b31m \\u202egpj.exe\n"));
    }

    @Test
    void aFamilyThatNobodyKnowsYetShowsItsProperties() throws IOException {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("event.topics", "org/prmonitor/event/FileEvent/OPENED");
        properties.put("timestamp", SampleEvents.TIME.toEpochMilli());
        properties.put("process.id", 4711L);
        properties.put("file.path", "/tmp/\u001b");
        assertEquals(TIME + "  opened        4711                  file.path=/tmp/\\x1b\n", format(plain, properties));
    }

    @Property
    void anyArgumentBytesAreOneLineWithoutControls(@ForAll @Size(max = 300) byte[] area) throws IOException {
        var line = format(plain, SampleEvents.started(CommandLine.ofArgumentArea(area, false, false)).properties());
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertTrue(line.strip().codePoints().noneMatch(Character::isISOControl), line);
    }

    private static String format(TextFormatter formatter, Map<String, Object> properties) throws IOException {
        var output = new ByteArrayOutputStream();
        formatter.format(properties, output);
        return output.toString(StandardCharsets.UTF_8);
    }
}
