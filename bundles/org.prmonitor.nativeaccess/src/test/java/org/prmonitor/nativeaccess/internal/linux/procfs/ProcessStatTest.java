package org.prmonitor.nativeaccess.internal.linux.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class ProcessStatTest {

    /** A line as the kernel makes it (fs/proc/array.c), every number but the given ones 7. */
    private static byte[] line(long pid, byte[] name, char state, long parent, long session, long threads, long start, long address) {
        var numbers = Collections.nCopies(52, "7").toArray(String[]::new);
        numbers[3] = Long.toString(parent);
        numbers[5] = Long.toString(session);
        numbers[7] = "-1";
        numbers[19] = Long.toString(threads);
        numbers[21] = Long.toString(start);
        for (var field : new int[] {26, 27, 28, 45, 46, 47, 48, 49, 50, 51}) {
            numbers[field - 1] = Long.toUnsignedString(address);
        }
        var line = new ByteArrayOutputStream();
        line.writeBytes((pid + " (").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(name);
        var rest = String.join(" ", Arrays.asList(numbers).subList(3, 52));
        line.writeBytes((") " + state + " " + rest + "\n").getBytes(StandardCharsets.US_ASCII));
        return line.toByteArray();
    }

    private static ProcessStat parsed(byte[] line) {
        var stat = ProcessStat.parse(line, line.length);
        assertNotNull(stat);
        return stat;
    }

    @Property
    void anyNameLeavesTheNumbersAlone(
            @ForAll @Size(max = 64) byte[] name,
            @ForAll @LongRange(min = 1, max = 4_194_304) long pid,
            @ForAll @CharRange(from = 'A', to = 'Z') char state,
            @ForAll @IntRange(min = 0) int parent,
            @ForAll @IntRange(min = 0) int session,
            @ForAll @IntRange(min = 0, max = 100_000) int threads,
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long start) {
        var stat = parsed(line(pid, name, state, parent, session, threads, start, 0x01ff_ffff_ffff_ffffL));
        assertEquals(pid, stat.processId());
        assertEquals(state, stat.state());
        assertEquals(parent, stat.parentId());
        assertEquals(session, stat.sessionId());
        assertEquals(threads, stat.threads());
        assertEquals(start, stat.startTicks());
    }

    @Example
    void nameThatLooksLikeTheRestOfALine() {
        var name = ") R 1 1 1 0 -1 (x) Z\n9 (".getBytes(StandardCharsets.US_ASCII);
        var stat = parsed(line(42, name, 'S', 17, 5, 3, 123_456, 0));
        assertEquals(17, stat.parentId());
        assertEquals('S', stat.state());
        assertEquals(123_456, stat.startTicks());
    }

    @Property
    void anyBytesAreALineOrNoLineButNeverAnError(@ForAll @Size(max = 400) byte[] bytes, @ForAll @IntRange(min = 0, max = 400) int length) {
        var counted = Math.min(length, bytes.length);
        var stat = ProcessStat.parse(bytes, counted);
        assertTrue(stat == null || stat.processId() > 0 && stat.startTicks() >= 0);
    }

    @Property
    void lineCutBeforeTheStartTimeIsNoLine(@ForAll @Size(max = 15) byte[] name, @ForAll @IntRange(min = 0, max = 60) int kept) {
        var line = line(42, name, 'S', 17, 5, 3, 123_456, 0);
        // The cut lies before the first digit of field 22: everything up to there cannot have made a start time.
        var fieldsBefore = 5 + name.length + ") S 17 7 5 7 -1 7 7 7 7 7 7 7 7 7 7 7 3 7".length();
        assertNull(ProcessStat.parse(line, Math.min(kept, fieldsBefore)));
    }

    @Example
    void startTimeThatIsNoNumberIsNoLine() {
        var text = new String(line(42, new byte[] {'a'}, 'S', 1, 1, 1, 123_456, 0), StandardCharsets.US_ASCII).replace("123456", "12a456");
        assertNull(parse(text));
        assertNull(parse(text.replace("12a456", "99999999999999999999")));
        assertNull(parse(text.replace("12a456", "")));
        assertNotNull(parse(text.replace("12a456", "0")));
    }

    private static @Nullable ProcessStat parse(String line) {
        return ProcessStat.parse(line.getBytes(StandardCharsets.US_ASCII), line.length());
    }

    @Example
    void imageMarkFollowsTheAddressesAndOnlyWithoutThemTheName() {
        var bash = "bash".getBytes(StandardCharsets.US_ASCII);
        var cat = "cat".getBytes(StandardCharsets.US_ASCII);
        var seen = parsed(line(42, bash, 'S', 1, 1, 1, 5, 0x7ffc_0000_0000L)).imageMark();
        assertEquals(seen, parsed(line(42, cat, 'R', 2, 3, 4, 5, 0x7ffc_0000_0000L)).imageMark());
        assertNotEquals(seen, parsed(line(42, bash, 'S', 1, 1, 1, 5, 0x7ffc_0000_0010L)).imageMark());
        var hidden = parsed(line(42, bash, 'S', 1, 1, 1, 5, 1)).imageMark();
        assertEquals(hidden, parsed(line(42, bash, 'S', 1, 1, 1, 5, 0)).imageMark());
        assertNotEquals(hidden, parsed(line(42, cat, 'S', 1, 1, 1, 5, 1)).imageMark());
    }

    @Example
    void leaderThatEndedIsDeadOnlyWhenItsThreadsAre() {
        var name = new byte[] {'x'};
        assertTrue(parsed(line(42, name, 'Z', 1, 1, 1, 5, 0)).isDead());
        assertTrue(parsed(line(42, name, 'X', 1, 1, 0, 5, 0)).isDead());
        assertFalse(parsed(line(42, name, 'Z', 1, 1, 2, 5, 0)).isDead());
        assertTrue(parsed(line(42, name, 'Z', 1, 1, 2, 5, 0)).isLeaderless());
        assertFalse(parsed(line(42, name, 'S', 1, 1, 2, 5, 0)).isLeaderless());
        assertFalse(parsed(line(42, name, 'S', 1, 1, 1, 5, 0)).isDead());
    }
}
