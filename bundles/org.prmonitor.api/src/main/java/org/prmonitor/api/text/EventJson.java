package org.prmonitor.api.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.prmonitor.api.event.EventKeys;

/**
 * Events as JSON Lines: one object (RFC 8259) a line, UTF-8, the keys of {@link EventKeys} in the order of the properties. One form for
 * the console, for recordings and for what a view exports. Numbers are numbers, flags booleans, lists arrays, times ISO 8601 with
 * all nine digits; everything else is text. The typed event ({@link EventKeys#EVENT}) is left out.
 *
 * <p>Written here and not with a library, because most of what a console costs in a storm of processes is this, on a JVM that has not warmed up:
 * {@code prmonitor bench storm} measures it. Not thread-safe; memory and the names of keys are kept from line to line.
 */
public final class EventJson {

    private static final int SMALL = 1 << 10;

    /** A buffer that one long line has made larger is not kept. */
    private static final int LARGE = 1 << 20;

    /** Those of {@link EventKeys} are fewer; who invents keys does not fill the memory with them. */
    private static final int MAX_NAMES = 256;

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);
    private static final int NANOSECOND_DIGITS = 9;
    private static final long BILLION = 1_000_000_000;

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    /** What {@link #name} has for a key that no line has. */
    private static final byte[] LEFT_OUT = {};
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Comma, name in quotes, colon. */
    private final Map<String, byte[]> names = new HashMap<>();

    /** One object for all lines: to make one for each costs the first compiler's code as much as writing a key. */
    private final BiConsumer<String, Object> property = this::putProperty;

    private byte[] line = new byte[SMALL];
    private int length;

    /** The last second that was written, and its text up to the point: in a storm thousands of events share one. */
    private long second = Long.MIN_VALUE;
    private byte[] secondText = new byte[0];

    /** Nothing is kept yet. */
    public EventJson() {
        names.put(EventKeys.EVENT, LEFT_OUT);
    }

    /**
     * Writes one line with its end, by one call of the stream.
     *
     * @param properties as {@link org.prmonitor.api.event.MonitorEvent#properties()} has them, or of the same kind: unpaired surrogates,
     *     which UTF-8 does not have, become question marks
     * @param output is not flushed
     * @throws IOException the stream's own
     */
    public void write(Map<String, Object> properties, OutputStream output) throws IOException {
        length = 0;
        properties.forEach(property);
        if (length == 0) {
            put((byte) '{');
        } else {
            // Every property begins with a comma; the first one has none before it.
            line[0] = '{';
        }
        put((byte) '}');
        put((byte) '\n');
        output.write(line, 0, length);
        if (line.length > LARGE) {
            line = new byte[SMALL];
        }
    }

    private void putProperty(String key, Object value) {
        var name = name(key);
        if (name != LEFT_OUT) {
            put(name);
            putValue(value);
        }
    }

    private byte[] name(String key) {
        var known = names.get(key);
        if (known != null) {
            return known;
        }
        var start = length;
        put((byte) ',');
        putText(key);
        put((byte) ':');
        var made = Arrays.copyOfRange(line, start, length);
        length = start;
        if (names.size() < MAX_NAMES) {
            names.put(key, made);
        }
        return made;
    }

    private void putValue(Object value) {
        if (value instanceof String text) {
            putText(text);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            putNumber(((Number) value).longValue());
        } else if (value instanceof Instant instant) {
            putInstant(instant);
        } else if (value instanceof List<?> list) {
            putList(list);
        } else if (value instanceof Boolean flag) {
            put(flag ? TRUE : FALSE);
        } else {
            putText(value.toString());
        }
    }

    private void putList(List<?> list) {
        put((byte) '[');
        for (var index = 0; index < list.size(); index++) {
            if (index > 0) {
                put((byte) ',');
            }
            putValue(list.get(index));
        }
        put((byte) ']');
    }

    private void putInstant(Instant instant) {
        if (instant.getEpochSecond() != second) {
            secondText = ascii(SECOND.format(instant));
            second = instant.getEpochSecond();
        }
        put((byte) '"');
        put(secondText);
        putDigits(instant.getNano(), NANOSECOND_DIGITS);
        put((byte) 'Z');
        put((byte) '"');
    }

    /** In pieces that are ints: the first compiler divides longs by calling the runtime. */
    private void putNumber(long number) {
        if (number < 0) {
            put(ascii(Long.toString(number)));
        } else if (number < BILLION) {
            putDigits((int) number, digits((int) number));
        } else if (number / BILLION < BILLION) {
            var high = (int) (number / BILLION);
            putDigits(high, digits(high));
            putDigits((int) (number - high * BILLION), NANOSECOND_DIGITS);
        } else {
            put(ascii(Long.toString(number)));
        }
    }

    private static int digits(int number) {
        var digits = 1;
        for (var rest = number; rest > 9; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** The last digits of a number, with leading zeros. */
    private void putDigits(int number, int digits) {
        reserve(digits);
        var rest = number;
        for (var index = length + digits - 1; index >= length; index--) {
            line[index] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void putText(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        put((byte) '"');
        var plain = 0;
        for (var index = 0; index < utf8.length; index++) {
            var unit = utf8[index];
            if (unit < '#' && needsEscape(unit) || unit == '\\') {
                put(utf8, plain, index - plain);
                putEscape(unit);
                plain = index + 1;
            }
        }
        put(utf8, plain, utf8.length - plain);
        put((byte) '"');
    }

    /** Below zero are the bytes of what is not ASCII. */
    private static boolean needsEscape(byte unit) {
        return unit >= 0 && unit < ' ' || unit == '"';
    }

    private void putEscape(byte unit) {
        put(ascii(switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> "\\u00" + HEX.toHexDigits(unit);
        }));
    }

    private void put(byte unit) {
        if (length == line.length) {
            reserve(1);
        }
        line[length++] = unit;
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int offset, int count) {
        reserve(count);
        System.arraycopy(bytes, offset, line, length, count);
        length += count;
    }

    private void reserve(int count) {
        if (line.length - length < count) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
