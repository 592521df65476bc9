package org.prmonitor.api.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a process was started with: untrusted bytes, kept as the kernel gave them and decoded when asked. It may hold new
 * lines, terminal escapes, invalid UTF-8 and secrets; whoever shows it to a person escapes it. Immutable.
 */
public final class CommandLine {

    private static final int TRUNCATED = 1;
    private static final int BEST_EFFORT = 1 << 1;
    private static final int ONE_STRING = 1 << 2;

    private final byte[] bytes;
    private final byte flags;

    private CommandLine(byte[] bytes, int flags) {
        this.bytes = bytes;
        this.flags = (byte) flags;
    }

    /**
     * From Linux's argument area: each argument ended by a NUL byte, the last one's end may be missing.
     *
     * @param argumentArea copied
     * @param truncated the process got more than this
     * @param bestEffort read after the fact from {@code /proc}, where the process may have overwritten it
     * @return the arguments one by one
     */
    public static CommandLine ofArgumentArea(byte[] argumentArea, boolean truncated, boolean bestEffort) {
        return new CommandLine(argumentArea.clone(), (truncated ? TRUNCATED : 0) | (bestEffort ? BEST_EFFORT : 0));
    }

    /**
     * From Linux's argument area where a channel has it in memory that it shares with a kernel: copied once, at a start of a process.
     *
     * @param memory of which the area is a part; its position plays no role
     * @param offset of the area's first byte
     * @param length of the area in bytes
     * @param truncated the process got more than this
     * @param bestEffort read after the fact from {@code /proc}, where the process may have overwritten it
     * @return the arguments one by one
     * @throws IndexOutOfBoundsException when the area is not within the memory up to its limit
     */
    public static CommandLine ofArgumentArea(ByteBuffer memory, int offset, int length, boolean truncated, boolean bestEffort) {
        Objects.checkFromIndexSize(offset, length, memory.limit());
        var bytes = new byte[length];
        memory.get(offset, bytes);
        return new CommandLine(bytes, (truncated ? TRUNCATED : 0) | (bestEffort ? BEST_EFFORT : 0));
    }

    /**
     * From arguments, whole and exact.
     *
     * @param arguments the program's own name first; none with a NUL in it
     * @return in UTF-8
     */
    public static CommandLine ofArguments(String... arguments) {
        var area = new StringBuilder();
        for (var argument : arguments) {
            area.append(argument).append('\0');
        }
        return new CommandLine(area.toString().getBytes(StandardCharsets.UTF_8), 0);
    }

    /**
     * From one string that no kernel takes apart (Windows); it may hold unpaired surrogates, and keeps them.
     *
     * @param commandLine as it was given to the process
     * @param truncated the process got more than this
     * @param bestEffort read after the fact, where the process may have overwritten it
     * @return one string
     */
    public static CommandLine ofString(String commandLine, boolean truncated, boolean bestEffort) {
        return ofOwnUtf16(Utf16.encode(commandLine), truncated, bestEffort);
    }

    /**
     * From one string as the Windows kernel has it: UTF-16LE, perhaps with unpaired surrogates.
     *
     * @param utf16 copied
     * @param truncated the process got more than this
     * @param bestEffort read after the fact, where the process may have overwritten it
     * @return one string
     */
    public static CommandLine ofUtf16(byte[] utf16, boolean truncated, boolean bestEffort) {
        return ofOwnUtf16(utf16.clone(), truncated, bestEffort);
    }

    private static CommandLine ofOwnUtf16(byte[] utf16, boolean truncated, boolean bestEffort) {
        return new CommandLine(utf16, ONE_STRING | (truncated ? TRUNCATED : 0) | (bestEffort ? BEST_EFFORT : 0));
    }

    /**
     * {@return the arguments in order, the program's own name first; null where the kernel knows one string only} Bytes that
     * are no UTF-8 become U+FFFD; {@link #bytes()} has them as they were. Read-only.
     */
    public @Nullable List<String> arguments() {
        if ((flags & ONE_STRING) != 0) {
            return null;
        }
        var arguments = new ArrayList<String>();
        var start = 0;
        for (var index = 0; index < bytes.length; index++) {
            if (bytes[index] == 0) {
                arguments.add(decode(bytes, start, index));
                start = index + 1;
            }
        }
        if (start < bytes.length) {
            arguments.add(decode(bytes, start, bytes.length));
        }
        return Collections.unmodifiableList(arguments);
    }

    /** {@return a copy of the bytes as the kernel gave them; UTF-16LE where that is one string} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return whether the kernel knows one string only (Windows): {@link #bytes()} is UTF-16LE then} */
    public boolean isOneString() {
        return (flags & ONE_STRING) != 0;
    }

    /** {@return whether the process got more than this} */
    public boolean isTruncated() {
        return (flags & TRUNCATED) != 0;
    }

    /** {@return whether it was read after the fact, not by the kernel at the moment of the start} */
    public boolean isBestEffort() {
        return (flags & BEST_EFFORT) != 0;
    }

    private static String decode(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CommandLine line && flags == line.flags && Arrays.equals(bytes, line.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + flags;
    }

    /** The arguments joined by single spaces, unquoted; or the string as it was given. */
    @Override
    public String toString() {
        if ((flags & ONE_STRING) != 0) {
            return Utf16.decode(bytes, 0, bytes.length);
        }
        // Decoded in one go: a NUL ends no character's encoding but its own, and neither does a space.
        var joined = Arrays.copyOf(bytes, bytes.length);
        for (var index = 0; index < joined.length; index++) {
            if (joined[index] == 0) {
                joined[index] = ' ';
            }
        }
        var ended = bytes.length > 0 && bytes[bytes.length - 1] == 0;
        return decode(joined, 0, ended ? joined.length - 1 : joined.length);
    }
}
