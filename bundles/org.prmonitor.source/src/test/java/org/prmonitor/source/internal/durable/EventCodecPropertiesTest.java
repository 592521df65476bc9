package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.RegistryOperation;

class EventCodecPropertiesTest {

    private final FieldWriter writer = new FieldWriter();
    private final EventEncoder encoder = new EventEncoder(writer);
    private final EventDecoder decoder = new EventDecoder();

    @Property(tries = 300)
    void startsComeBack(@ForAll("started") MonitorEvent event) throws Exception {
        assertComesBack(event);
    }

    @Property(tries = 300)
    void forksComeBack(@ForAll("forked") MonitorEvent event) throws Exception {
        assertComesBack(event);
    }

    @Property(tries = 300)
    void exitsComeBack(@ForAll("exited") MonitorEvent event) throws Exception {
        assertComesBack(event);
    }

    @Property(tries = 300)
    void imagesComeBack(@ForAll("images") MonitorEvent event) throws Exception {
        assertComesBack(event);
    }

    @Property(tries = 300)
    void changesOfTheRegistryComeBack(@ForAll("registry") MonitorEvent event) throws Exception {
        assertComesBack(event);
    }

    @Property(tries = 300)
    void lossesComeBack(@ForAll("losses") MonitorEvent event) throws Exception {
        assertComesBack(event);
    }

    @Property(tries = 2_000)
    void anyBytesAreAnEventOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
        decodeOrRefuse(bytes);
    }

    @Property(tries = 5_000)
    void damagedEventIsAnEventOrRefused(
            @ForAll("events") MonitorEvent event, @ForAll @IntRange(max = 10_000) int index, @ForAll byte value, @ForAll @IntRange(max = 10_000) int length) {
        var bytes = encoded(event);
        var damaged = bytes.clone();
        damaged[index % damaged.length] = value;
        decodeOrRefuse(damaged);
        assertThrows(CorruptDataException.class, () -> decode(Arrays.copyOf(bytes, length % bytes.length)), "cut short");
        assertThrows(CorruptDataException.class, () -> decode(Arrays.copyOf(bytes, bytes.length + 1)), "a byte too many");
    }

    /** What is on disk must be read by later versions: these bytes were written by version 1. */
    @Example
    void theFormatStaysWhatItIs() throws Exception {
        var bytes = HexFormat.of().parseHex(
                "01" + "06" + "12" + "02" + "00000003" + "01" + "08" + "74657374" + "01" + "0a" + "01");
        var event = decode(bytes);
        assertEquals("EventsLost[header=EventHeader[sequence=9, time=1970-01-01T00:00:01.000000003Z, channel=test], count=5, from=5, to=9, "
                + "place=JOURNAL]", event.toString());
        assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(encoded(event)));
    }

    @Example
    void everyConstantHasANumber() throws Exception {
        for (var operation : RegistryOperation.values()) {
            assertEquals(operation, EventFormat.OPERATIONS.constant(EventFormat.OPERATIONS.code(operation)));
        }
        for (var place : LossPlace.values()) {
            assertEquals(place, EventFormat.PLACES.constant(EventFormat.PLACES.code(place)));
        }
    }

    @Example
    void anUnknownKindIsRefusedByName() {
        record Strange(EventHeader header) implements MonitorEvent {
            @Override
            public String topic() {
                return "strange";
            }

            @Override
            public Map<String, Object> properties() {
                return Map.of();
            }
        }
        var event = new Strange(new EventHeader(1, Instant.EPOCH, "test"));
        var refusal = assertThrows(IllegalArgumentException.class, () -> encoder.encode(event));
        assertTrue(refusal.getMessage().contains(Strange.class.getName()), refusal.getMessage());
    }

    @Provide
    Arbitrary<MonitorEvent> events() {
        return EventArbitraries.events();
    }

    @Provide
    Arbitrary<MonitorEvent> started() {
        return EventArbitraries.started();
    }

    @Provide
    Arbitrary<MonitorEvent> forked() {
        return EventArbitraries.forked();
    }

    @Provide
    Arbitrary<MonitorEvent> exited() {
        return EventArbitraries.exited();
    }

    @Provide
    Arbitrary<MonitorEvent> images() {
        return EventArbitraries.images();
    }

    @Provide
    Arbitrary<MonitorEvent> registry() {
        return EventArbitraries.registry();
    }

    @Provide
    Arbitrary<MonitorEvent> losses() {
        return EventArbitraries.losses();
    }

    private void assertComesBack(MonitorEvent event) throws CorruptDataException {
        assertEquals(event, decode(encoded(event)));
    }

    private byte[] encoded(MonitorEvent event) {
        writer.truncate(0);
        encoder.encode(event);
        return Arrays.copyOf(writer.buffer().array(), writer.position());
    }

    private MonitorEvent decode(byte[] bytes) throws CorruptDataException {
        return decoder.decode(ByteBuffer.wrap(bytes));
    }

    private void decodeOrRefuse(byte[] bytes) {
        try {
            decode(bytes);
        } catch (CorruptDataException refused) {
            assertTrue(!refused.getMessage().isBlank());
        }
    }
}
