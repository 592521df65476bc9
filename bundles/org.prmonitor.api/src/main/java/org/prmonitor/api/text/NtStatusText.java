package org.prmonitor.api.text;

import java.util.HexFormat;
import java.util.Map;

/** {@code NTSTATUS} in words: what Windows' operations come to, and what its processes end with when they fail. */
public final class NtStatusText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Those that registry operations come to and that processes are ended with; {@code ntstatus.h}, and [MS-ERREF] 2.3. */
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(0x40010004, "terminated by the debugger"),
            Map.entry(0x40010005, "Ctrl-C"),
            Map.entry(0x80000003, "breakpoint"),
            Map.entry(0x80000004, "single step"),
            Map.entry(0xC0000005, "access violation"),
            Map.entry(0xC0000006, "in-page error"),
            Map.entry(0xC0000008, "invalid handle"),
            Map.entry(0xC000000D, "invalid parameter"),
            Map.entry(0xC0000017, "no memory"),
            Map.entry(0xC000001D, "illegal instruction"),
            Map.entry(0xC0000022, "access denied"),
            Map.entry(0xC0000034, "name not found"),
            Map.entry(0xC0000035, "name collision"),
            Map.entry(0xC000003A, "path not found"),
            Map.entry(0xC0000061, "privilege not held"),
            Map.entry(0xC000008C, "array bounds exceeded"),
            Map.entry(0xC0000094, "integer division by zero"),
            Map.entry(0xC0000096, "privileged instruction"),
            Map.entry(0xC000009A, "insufficient resources"),
            Map.entry(0xC00000FD, "stack overflow"),
            Map.entry(0xC0000120, "cancelled"),
            Map.entry(0xC0000121, "cannot delete"),
            Map.entry(0xC0000135, "DLL not found"),
            Map.entry(0xC0000138, "ordinal not found"),
            Map.entry(0xC0000139, "entry point not found"),
            Map.entry(0xC000013A, "terminated by Ctrl-C"),
            Map.entry(0xC0000142, "DLL initialization failed"),
            Map.entry(0xC0000144, "unhandled exception"),
            Map.entry(0xC000014C, "registry corrupt"),
            Map.entry(0xC000017C, "key deleted"),
            Map.entry(0xC0000180, "key has children"),
            Map.entry(0xC0000181, "child must be volatile"),
            Map.entry(0xC0000374, "heap corruption"),
            Map.entry(0xC0000409, "stack buffer overrun"),
            Map.entry(0xC0000417, "invalid C runtime parameter"),
            Map.entry(0xC0000420, "assertion failure"),
            Map.entry(0xC0000428, "invalid image hash"),
            Map.entry(0xC0000602, "fail fast exception"),
            Map.entry(0xE0434352, ".NET exception"),
            Map.entry(0xE06D7363, "C++ exception"));

    private NtStatusText() {}

    /**
     * {@return text such as {@code 0xC0000005 (access violation)}; the number alone where there are no words}
     *
     * @param status all 32 bits
     */
    public static String of(int status) {
        var number = "0x" + HEX.toHexDigits(status);
        var words = WORDS.get(status);
        return words == null ? number : number + " (" + words + ")";
    }
}
