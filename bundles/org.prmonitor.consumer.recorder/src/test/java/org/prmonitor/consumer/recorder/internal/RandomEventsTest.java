package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.consumer.recorder.internal.ocsf.Device;
import org.prmonitor.consumer.recorder.internal.ocsf.OcsfEncoder;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

class RandomEventsTest {

    private static final UUID JOURNAL = new UUID(1, 2);

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();

    @Property(tries = 1_500)
    void anyEventIsOneLineThatIsValid(@ForAll long seed, @ForAll long sequence) throws IOException {
        var number = Math.max(1, sequence & Long.MAX_VALUE);
        var event = new RandomEvents(seed).next(number);
        target.reset();
        new OcsfEncoder(target, new Device("host", "Linux"), "0.1.0", 1).encode(event, JOURNAL, 7);
        var bytes = target.toByteArray();
        var line = OcsfLines.parse(bytes);
        assertEquals(new RecordedLine(JOURNAL, number, 7), RecordedLine.parse(bytes, 0, bytes.length));
        if (event instanceof ProcessEvent process) {
            assertEquals(process.processId(), line.at("/process/pid").longValue());
            assertEquals(process.processKey().toString(), line.at("/process/uid").textValue());
        }
        if (event instanceof ProcessStarted started) {
            assertText(started.commandLine() == null ? null : started.commandLine().toString(), line.at("/process/cmd_line"));
        }
        if (event instanceof ImageLoaded loaded) {
            assertText(loaded.imagePath(), line.at("/module/file/path"));
        }
    }

    /** As it was, but for unpaired surrogates: those are no characters. */
    private static void assertText(@Nullable String expected, JsonNode actual) {
        if (expected == null) {
            assertEquals(true, actual.isMissingNode());
        } else {
            var characters = expected.codePoints()
                    .map(point -> point >= 0xd800 && point < 0xe000 ? 0xfffd : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            assertEquals(characters.toString(), actual.textValue());
        }
    }
}
