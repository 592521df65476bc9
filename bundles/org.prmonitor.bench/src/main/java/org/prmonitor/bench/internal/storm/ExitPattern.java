package org.prmonitor.bench.internal.storm;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a tool prints an exit.
 *
 * @param pattern its group {@code process} is the process id, its group {@code code} the code
 * @param radix of the code
 * @param shift by how many bits the code is shifted: a raw wait status has it in its second byte
 */
record ExitPattern(Pattern pattern, int radix, int shift) {

    /** An object a line, keys in their documented order. */
    static final ExitPattern PRMONITOR =
            new ExitPattern(Pattern.compile("\"process\\.id\":(?<process>\\d+),.*\"exit\\.code\":(?<code>\\d+)"), 10, 0);

    /** {@code PCOMM PID PPID TID AGE(s) EXIT_CODE}, the last one of them {@code 0} or {@code code 1}. */
    static final ExitPattern EXITSNOOP = new ExitPattern(
            Pattern.compile("^storm\\S*\\s+(?<process>\\d+)\\s+\\d+\\s+\\d+\\s+[\\d.]+\\s+(?:code )?(?<code>\\d+)\\s*$"), 10, 0);

    /** Time, event, process id, raw wait status. */
    static final ExitPattern FORKSTAT =
            new ExitPattern(Pattern.compile("^\\S+\\s+exit\\s+(?<process>\\d+)\\s+(?<code>\\d+)\\s"), 10, 8);

    /**
     * The call with which a process ends, by its name in the enriched part, because its number is another one on every architecture; its
     * first argument, in hexadecimal digits, is what the process ends with. An {@code exit} is a thread's, and does not count.
     */
    static final ExitPattern AUDITD = new ExitPattern(
            Pattern.compile("^type=SYSCALL [^\\x1d]* a0=(?<code>[0-9a-f]+) [^\\x1d]* pid=(?<process>\\d+) [^\\x1d]*\\x1d[^\"]*\\bSYSCALL=exit_group\\b"),
            16,
            0);

    /** What of a code the system keeps: {@code exit(-1)} is 255. */
    private static final int CODE = 0xff;

    /** The exit that this line reports; null for none. */
    Storm.@Nullable Exit find(String line) {
        var matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        var code = Long.parseUnsignedLong(matcher.group("code"), radix) >> shift & CODE;
        return new Storm.Exit(Long.parseLong(matcher.group("process")), (int) code);
    }
}
