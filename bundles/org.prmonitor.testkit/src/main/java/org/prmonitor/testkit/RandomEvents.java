package org.prmonitor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/**
 * Events of a machine that never was: processes are forked by such as live, run something, do this and that, and end once; their ids come
 * back for others. Texts and bytes are as hostile as a process may choose them: new lines, terminal escapes, what is no
 * UTF-8, halves of surrogate pairs; and what a channel may not know is often absent. One seed makes the same events in every run:
 *
 * <pre>{@code
 * scripted.play(new RandomEvents(4711), 10_000);
 * }</pre>
 *
 * <p>One thread.
 */
public final class RandomEvents {

    private static final int MAX_ALIVE = 200;
    /** So few that they come back soon. */
    private static final int PROCESS_IDS = 1_000;
    private static final int FIRST_ID = 100;
    private static final int MAX_TEXT = 24;
    private static final String SIGNS = "abc xyz/\\\"'{}[]=*()\n\r\t\0\u001b\u007f\u00e4\u202e\ud800\udc00\uffff\u4e2d";

    private final Random random;
    private final Set<EventType> types;
    private final List<Living> alive = new ArrayList<>();
    private long births;

    private record Living(ProcessSubject subject, @Nullable Living parent) {}

    /**
     * Of all types.
     *
     * @param seed the same one makes the same events
     */
    public RandomEvents(long seed) {
        this(seed, EnumSet.allOf(EventType.class));
    }

    /**
     * Of some types; those of other types are not made at all.
     *
     * @param seed the same one makes the same events
     * @param types of which; none others
     */
    public RandomEvents(long seed, Set<EventType> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("no type of events");
        }
        this.random = new Random(seed);
        this.types = EnumSet.copyOf(types);
    }

    /**
     * {@return the next so many}
     *
     * @param count how many
     */
    public List<ScriptedEvent> next(int count) {
        var events = new ArrayList<ScriptedEvent>(count);
        for (var index = 0; index < count; index++) {
            events.add(next());
        }
        return events;
    }

    /** {@return the next one} */
    public ScriptedEvent next() {
        while (true) {
            var event = step();
            if (types.contains(event.type())) {
                return event;
            }
        }
    }

    private ScriptedEvent step() {
        var choice = random.nextInt(100);
        if (alive.isEmpty() || choice < 25 && alive.size() < MAX_ALIVE) {
            return birth();
        }
        var process = alive.get(random.nextInt(alive.size()));
        if (choice < 50) {
            return start(process);
        }
        if (choice < 60) {
            return image(random.nextInt(8) == 0 ? null : process.subject);
        }
        if (choice < 75) {
            return registry(process.subject);
        }
        return exit(process);
    }

    private ScriptedEvent birth() {
        var parent = alive.isEmpty() ? null : alive.get(random.nextInt(alive.size()));
        var id = FIRST_ID + (long) random.nextInt(PROCESS_IDS);
        while (isAlive(id)) {
            id = FIRST_ID + (id - FIRST_ID + 1) % PROCESS_IDS;
        }
        var process = new Living(subject(new ProcessKey(ScriptedProcess.BOOT, id, ++births)), parent);
        alive.add(process);
        var parentKey = parent == null ? null : parent.subject.key();
        var parentId = parentKey == null ? null : (Long) parentKey.processId();
        var creator = random.nextInt(10) == 0 ? (Long) (long) FIRST_ID : null;
        return ScriptedEvent.of(EventType.FORKED, header -> new ProcessForked(header, process.subject, parentId, parentKey, creator));
    }

    private boolean isAlive(long id) {
        return alive.stream().anyMatch(process -> process.subject.key().processId() == id);
    }

    private ScriptedEvent start(Living process) {
        var parentKey = process.parent == null || random.nextInt(5) == 0 ? null : process.parent.subject.key();
        var parentId = parentKey == null ? null : (Long) parentKey.processId();
        var path = orNull(10, "/bin/" + text());
        var line = commandLine();
        return ScriptedEvent.of(
                EventType.STARTED,
                header -> new ProcessStarted(header, process.subject, parentId, parentKey, null, path, line, false));
    }

    private ScriptedEvent exit(Living process) {
        alive.remove(process);
        var killed = random.nextInt(4) == 0;
        var code = killed ? null : (Integer) (random.nextBoolean() ? 0 : random.nextInt(256));
        var signal = killed ? (Integer) (1 + random.nextInt(15)) : null;
        var lifetime = orNull(10, Duration.ofNanos(random.nextLong() >>> 20));
        return ScriptedEvent.of(
                EventType.EXITED, header -> new ProcessExited(header, process.subject, code, signal, lifetime, null, null));
    }

    private ScriptedEvent image(@Nullable ProcessSubject process) {
        var path = orNull(10, "\\Device\\HarddiskVolume3\\" + text());
        var base = process == null ? random.nextLong() | Long.MIN_VALUE : random.nextLong() >>> 17;
        var size = (long) random.nextInt(1 << 24);
        var signed = orNull(2, random.nextBoolean());
        return ScriptedEvent.of(EventType.IMAGES, header -> new ImageLoaded(header, process, path, base, size, signed));
    }

    private ScriptedEvent registry(ProcessSubject process) {
        var operation = RegistryOperation.values()[random.nextInt(RegistryOperation.values().length)];
        var key = orNull(20, "\\REGISTRY\\MACHINE\\" + text());
        var truncated = key != null && random.nextInt(20) == 0;
        var newName = operation == RegistryOperation.KEY_RENAMED ? text() : null;
        var ofValue = operation == RegistryOperation.VALUE_SET || operation == RegistryOperation.VALUE_DELETED;
        var value = ofValue ? text() : null;
        var data = operation == RegistryOperation.VALUE_SET ? registryData() : null;
        var status = random.nextInt(5) == 0 ? random.nextInt() : 0;
        return ScriptedEvent.of(
                EventType.REGISTRY,
                header -> new RegistryChanged(header, process, operation, key, truncated, newName, value, data, status));
    }

    private RegistryData registryData() {
        return switch (random.nextInt(6)) {
            case 0 -> RegistryData.ofText(text());
            case 1 -> RegistryData.ofTexts(text(), text());
            case 2 -> RegistryData.ofDword(random.nextInt());
            case 3 -> RegistryData.ofQword(random.nextLong());
            default -> {
                // Nobody makes the bytes fit the type.
                var bytes = bytes();
                yield RegistryData.of(random.nextInt(14), bytes, bytes.length + (random.nextInt(4) == 0 ? 1L + random.nextInt(1_000) : 0));
            }
        };
    }

    private @Nullable CommandLine commandLine() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> CommandLine.ofString(text(), random.nextInt(8) == 0, random.nextInt(8) == 0);
            case 2 -> CommandLine.ofArgumentArea(bytes(), random.nextInt(8) == 0, random.nextInt(8) == 0);
            default -> {
                var arguments = new String[1 + random.nextInt(4)];
                Arrays.setAll(arguments, index -> text().replace("\0", ""));
                yield CommandLine.ofArguments(arguments);
            }
        };
    }

    private ProcessSubject subject(ProcessKey key) {
        return switch (random.nextInt(3)) {
            case 0 -> ProcessSubject.of(key);
            case 1 -> new ProcessSubject(key, key.processId(), (long) random.nextInt(3), (long) random.nextInt(3), null, 1L);
            default -> new ProcessSubject(key, null, null, null, "S-1-5-" + random.nextInt(30), (long) random.nextInt(3));
        };
    }

    private String text() {
        var text = new StringBuilder();
        for (var left = random.nextInt(MAX_TEXT); left > 0; left--) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }

    private byte[] bytes() {
        var bytes = new byte[random.nextInt(MAX_TEXT)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> @Nullable T orNull(int oneIn, T value) {
        return random.nextInt(oneIn) == 0 ? null : value;
    }
}
