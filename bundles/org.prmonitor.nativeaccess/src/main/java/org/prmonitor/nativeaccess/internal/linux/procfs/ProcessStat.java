package org.prmonitor.nativeaccess.internal.linux.procfs;

import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/stat} says (proc_pid_stat(5)), as far as it is used.
 *
 * @param processId field 1
 * @param state field 3: {@code R}, {@code S}, … {@code Z} for a leader that has ended
 * @param parentId field 4; 0 for none
 * @param sessionId field 6; 0 for none
 * @param threads field 20: threads that are not yet gone, a leader that has ended included; 0 when all are
 * @param startTicks field 22: when the process was created, in ticks of 10 ms since boot
 * @param imageMark changes when the process runs a new image, and is no more than a hint: made of the random addresses
 *     that {@code execve} lays out (fields 26 to 28 and 45 to 51) where the reader may see them, and of the name
 *     (field 2) where it may not
 */
public record ProcessStat(
        long processId, char state, long parentId, long sessionId, long threads, long startTicks, long imageMark) {

    private static final int STATE = 3;
    private static final int PARENT = 4;
    private static final int SESSION = 6;
    private static final int THREADS = 20;
    private static final int START = 22;
    private static final int FIRST_ADDRESS = 26;
    private static final int LAST_TEXT_ADDRESS = 28;
    private static final int FIRST_DATA_ADDRESS = 45;
    private static final int LAST_DATA_ADDRESS = 51;

    /** As many as a long holds for certain; 57 bits of address need no more, and clock ticks last for ages. */
    private static final int DIGITS_MAX = 18;

    /** What the kernel writes in place of an address that the reader may not see. */
    private static final long HIDDEN_ADDRESS = 1;

    /** All threads are gone, or only the leader's remains wait for the parent: the exit has happened. */
    public boolean isDead() {
        return (state == 'Z' || state == 'X' || state == 'x') && threads <= 1;
    }

    /** The leader has ended, but other threads of the process run. */
    public boolean isLeaderless() {
        return (state == 'Z' || state == 'X' || state == 'x') && threads > 1;
    }

    /**
     * Takes the line apart. The name in parentheses is whatever the process chose, parentheses, blanks and new lines
     * included: it ends at the last closing parenthesis, because after it come numbers only.
     *
     * @param length how many bytes of {@code line} count
     * @return null when that is no such line
     */
    public static @Nullable ProcessStat parse(byte[] line, int length) {
        var open = 0;
        while (open < length && line[open] != '(') {
            open++;
        }
        var close = length - 1;
        while (close > open && line[close] != ')') {
            close--;
        }
        if (open < 2 || close <= open || close + 3 >= length || line[close + 1] != ' ' || line[close + 3] != ' ') {
            return null;
        }
        var processId = number(line, 0, open - 1);
        if (processId <= 0 || line[open - 1] != ' ') {
            return null;
        }
        return parseNumbers(line, length, processId, open, close);
    }

    private static @Nullable ProcessStat parseNumbers(byte[] line, int length, long processId, int open, int close) {
        long parent = 0;
        long session = 0;
        long threads = 0;
        long start = -1;
        var addresses = 1L;
        var hidden = true;
        var field = STATE;
        var index = close + 3;
        while (index < length && line[index] == ' ') {
            field++;
            var end = index + 1;
            while (end < length && line[end] != ' ' && line[end] != '\n') {
                end++;
            }
            switch (field) {
                case PARENT -> parent = number(line, index + 1, end);
                case SESSION -> session = number(line, index + 1, end);
                case THREADS -> threads = number(line, index + 1, end);
                case START -> start = number(line, index + 1, end);
                default -> {
                    if (field >= FIRST_ADDRESS && field <= LAST_TEXT_ADDRESS
                            || field >= FIRST_DATA_ADDRESS && field <= LAST_DATA_ADDRESS) {
                        var address = number(line, index + 1, end);
                        hidden &= address == 0 || address == HIDDEN_ADDRESS;
                        addresses = mix(addresses, address);
                    }
                }
            }
            index = end;
        }
        if (start < 0 || parent < 0 || threads < 0) {
            return null;
        }
        return new ProcessStat(
                processId,
                (char) line[close + 2],
                parent,
                Math.max(session, 0),
                threads,
                start,
                hidden ? name(line, open, close) : addresses);
    }

    private static long name(byte[] line, int open, int close) {
        var hash = 0L;
        for (var index = open + 1; index < close; index++) {
            hash = mix(hash, line[index]);
        }
        return hash;
    }

    /** 64-bit FNV-1a's step, by whole numbers. */
    private static long mix(long hash, long value) {
        return (hash ^ value) * 0x100000001b3L + (hash >>> 29);
    }

    /** A decimal number that no time and no address of a process exceeds, or -1. */
    private static long number(byte[] line, int from, int to) {
        if (from >= to || to - from > DIGITS_MAX) {
            return -1;
        }
        var value = 0L;
        for (var index = from; index < to; index++) {
            var digit = line[index] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
