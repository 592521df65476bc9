package org.prmonitor.bench.internal.storm;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a tool prints an exit.
 *
 * @param pattern its first group is the process id, its second the code
 * @param shift by how many bits the code is shifted: a raw wait status has it in its second byte
 */
record ExitPattern(Pattern pattern, int shift) {

    /** An object a line, keys in their documented order. */
    static final ExitPattern PRMONITOR = new ExitPattern(Pattern.compile("\"process\\.id\":(\\d+),.*\"exit\\.code\":(\\d+)"), 0);

    /** {@code PCOMM PID PPID TID AGE(s) EXIT_CODE}, the last one of them {@code 0} or {@code code 1}. */
    static final ExitPattern EXITSNOOP = new ExitPattern(Pattern.compile("^storm\\S*\\s+(\\d+)\\s+\\d+\\s+\\d+\\s+[\\d.]+\\s+(?:code )?(\\d+)\\s*$"), 0);

    /** Time, event, process id, raw wait status. */
    static final ExitPattern FORKSTAT = new ExitPattern(Pattern.compile("^\\S+\\s+exit\\s+(\\d+)\\s+(\\d+)\\s"), 8);

    /** The exit that this line reports; null for none. */
    Storm.@Nullable Exit find(String line) {
        var matcher = pattern.matcher(line);
        return matcher.find() ? new Storm.Exit(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)) >> shift) : null;
    }
}
