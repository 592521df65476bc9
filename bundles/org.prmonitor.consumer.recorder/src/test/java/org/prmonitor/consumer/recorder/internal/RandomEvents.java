package org.prmonitor.consumer.recorder.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

/** Events as nobody would make them by hand: every field that may be missing is missing now and then, and none is sane. */
final class RandomEvents {

    private static final String[] CHANNELS = {"linux-ebpf", "windows-driver", "process-polling", "", "x\n\"y"};

    private final Random random;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    MonitorEvent next(long sequence) {
        var header = new EventHeader(sequence, instant(), CHANNELS[random.nextInt(CHANNELS.length)]);
        return switch (random.nextInt(6)) {
            case 0 -> new ProcessStarted(
                    header, subject(), maybe(this::number), maybe(this::key), maybe(this::number), maybe(this::text), maybe(this::commandLine),
                    random.nextBoolean());
            case 1 -> new ProcessForked(header, subject(), maybe(this::number), maybe(this::key), maybe(this::number));
            case 2 -> new ProcessExited(
                    header, subject(), maybe(random::nextInt), maybe(random::nextInt), maybe(this::duration), maybe(this::text),
                    maybe(this::commandLine));
            case 3 -> new ImageLoaded(header, maybe(this::subject), maybe(this::text), number(), number(), maybe(random::nextBoolean));
            case 4 -> new RegistryChanged(
                    header, subject(), RegistryOperation.values()[random.nextInt(RegistryOperation.values().length)], maybe(this::text),
                    random.nextBoolean(), maybe(this::text), maybe(this::text), maybe(this::data), random.nextInt());
            default -> lost(header);
        };
    }

    private EventsLost lost(EventHeader header) {
        var to = header.sequence();
        var place = LossPlace.values()[random.nextInt(LossPlace.values().length)];
        return random.nextBoolean()
                ? new EventsLost(header, null, to, to, place)
                : new EventsLost(header, 1L, to, to, place);
    }

    private ProcessSubject subject() {
        return new ProcessSubject(
                key(), maybe(this::number), maybe(this::number), maybe(this::number), maybe(this::text), maybe(this::number));
    }

    private ProcessKey key() {
        return new ProcessKey(random.nextBoolean() ? 0 : random.nextLong(), number(), number());
    }

    private CommandLine commandLine() {
        var bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> CommandLine.ofArgumentArea(bytes, random.nextBoolean(), random.nextBoolean());
            case 1 -> CommandLine.ofUtf16(bytes, random.nextBoolean(), random.nextBoolean());
            case 2 -> CommandLine.ofString(text(), random.nextBoolean(), random.nextBoolean());
            default -> CommandLine.ofArguments(text().replace('\0', ' '), "", "a b", "\u001b[2J");
        };
    }

    private RegistryData data() {
        var bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return RegistryData.of(random.nextInt(15) - 1, bytes, bytes.length + (random.nextBoolean() ? 0 : random.nextInt(5)));
    }

    private long number() {
        return switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> 0;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private Instant instant() {
        return switch (random.nextInt(8)) {
            case 0 -> Instant.MAX;
            case 1 -> Instant.MIN;
            default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        };
    }

    private Duration duration() {
        return random.nextInt(4) == 0 ? Duration.ofSeconds(random.nextLong()) : Duration.ofNanos(random.nextLong());
    }

    /** UTF-16 code units of all kinds, unpaired surrogates, controls and path separators among them. */
    private String text() {
        var text = new StringBuilder();
        for (var left = random.nextInt(25); left > 0; left--) {
            switch (random.nextInt(7)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                case 2 -> text.append((char) random.nextInt(0x10000));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 4 -> text.append("/\\\"\n\u2028\u0000".charAt(random.nextInt(6)));
                default -> text.append(new String(new byte[] {(byte) (random.nextInt(95) + 32)}, StandardCharsets.US_ASCII));
            }
        }
        return text.toString();
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }
}
