package org.prmonitor.source.internal.durable;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/** Any event that there can be. */
final class EventArbitraries {

    private EventArbitraries() {}

    static Arbitrary<MonitorEvent> events() {
        return Arbitraries.oneOf(started(), forked(), exited(), images(), registry(), losses());
    }

    static Arbitrary<MonitorEvent> started() {
        return Combinators.combine(
                        headers(),
                        subjects(),
                        numbers().injectNull(0.3),
                        keys().injectNull(0.3),
                        numbers().injectNull(0.3),
                        texts().injectNull(0.3),
                        commandLines().injectNull(0.2),
                        truths())
                .as(ProcessStarted::new);
    }

    static Arbitrary<MonitorEvent> forked() {
        return Combinators.combine(
                        headers(), subjects(), numbers().injectNull(0.3), keys().injectNull(0.3), numbers().injectNull(0.3))
                .as(ProcessForked::new);
    }

    static Arbitrary<MonitorEvent> exited() {
        return Combinators.combine(
                        headers(),
                        subjects(),
                        Arbitraries.integers().injectNull(0.3),
                        Arbitraries.integers().injectNull(0.3),
                        durations().injectNull(0.3),
                        texts().injectNull(0.3),
                        commandLines().injectNull(0.2))
                .as(ProcessExited::new);
    }

    static Arbitrary<MonitorEvent> images() {
        return Combinators.combine(
                        headers(), subjects().injectNull(0.3), texts().injectNull(0.3), numbers(), numbers(), truths().injectNull(0.3))
                .as(ImageLoaded::new);
    }

    static Arbitrary<MonitorEvent> registry() {
        var names = Combinators.combine(texts().injectNull(0.3), truths(), texts().injectNull(0.3), texts().injectNull(0.3))
                .as(Names::new);
        return Combinators.combine(
                        headers(),
                        subjects(),
                        Arbitraries.of(RegistryOperation.class),
                        names,
                        registryData().injectNull(0.2),
                        Arbitraries.integers())
                .as((header, subject, operation, name, data, status) -> new RegistryChanged(
                        header, subject, operation, name.key, name.truncated, name.newName, name.value, data, status));
    }

    static Arbitrary<MonitorEvent> losses() {
        var places = Arbitraries.of(LossPlace.class);
        var counted = Combinators.combine(headers(), Arbitraries.longs().between(1, 1_000_000), places)
                .as((header, count, place) -> {
                    var from = Math.max(1, header.sequence() - count + 1);
                    return (MonitorEvent) new EventsLost(header, header.sequence() - from + 1, from, header.sequence(), place);
                });
        var uncounted = Combinators.combine(headers(), places)
                .as((header, place) -> (MonitorEvent) new EventsLost(header, null, header.sequence(), header.sequence(), place));
        return Arbitraries.oneOf(counted, uncounted);
    }

    private record Names(String key, boolean truncated, String newName, String value) {}

    private static Arbitrary<EventHeader> headers() {
        var moments = Combinators.combine(
                        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        return Combinators.combine(Arbitraries.longs().between(1, Long.MAX_VALUE), moments, texts()).as(EventHeader::new);
    }

    private static Arbitrary<ProcessSubject> subjects() {
        return Combinators.combine(
                        keys(),
                        numbers().injectNull(0.3),
                        numbers().injectNull(0.3),
                        numbers().injectNull(0.3),
                        texts().injectNull(0.3),
                        numbers().injectNull(0.3))
                .as(ProcessSubject::new);
    }

    private static Arbitrary<ProcessKey> keys() {
        return Combinators.combine(numbers(), numbers(), numbers()).as(ProcessKey::new);
    }

    /** Raw bytes: arguments without an end, invalid UTF-8, halves of UTF-16. */
    private static Arbitrary<CommandLine> commandLines() {
        var bytes = bytes();
        return Arbitraries.oneOf(
                Combinators.combine(bytes, truths(), truths()).as(CommandLine::ofArgumentArea),
                Combinators.combine(bytes, truths(), truths()).as(CommandLine::ofUtf16),
                Combinators.combine(texts(), truths(), truths()).as(CommandLine::ofString));
    }

    private static Arbitrary<RegistryData> registryData() {
        var types = Arbitraries.oneOf(Arbitraries.integers().between(0, 11), Arbitraries.integers());
        return Combinators.combine(types, bytes(), Arbitraries.longs().between(0, 1L << 40))
                .as((type, bytes, missing) -> RegistryData.of(type, bytes, bytes.length + missing));
    }

    private static Arbitrary<Duration> durations() {
        return Combinators.combine(numbers(), Arbitraries.integers().between(0, 999_999_999)).as(Duration::ofSeconds);
    }

    private static Arbitrary<Long> numbers() {
        return Arbitraries.longs();
    }

    private static Arbitrary<Boolean> truths() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
    }

    /** Any code units, unpaired surrogates and the like among them, and texts that are Latin-1 only. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\uffff').ofMaxLength(30),
                Arbitraries.strings().withCharRange('\ud7f0', '\ue010').ofMaxLength(10),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(60));
    }
}
