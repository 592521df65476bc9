package org.prmonitor.bench.internal.storm;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What auditd's log says of the arguments that an image was started with. */
final class ExecveRecord {

    private static final Pattern COUNT = Pattern.compile("^type=EXECVE msg=\\S+ argc=(\\d+)");

    /** In quotes, or, with a space, a quote or anything that is not ASCII in it, in hexadecimal digits. */
    private static final Pattern ARGUMENT = Pattern.compile(" a(\\d+)=(?:\"([^\"]*)\"|([0-9A-F]+))");

    private ExecveRecord() {}

    /**
     * The arguments, joined with spaces; empty for another record, and for arguments that do not fit into one record: auditd breaks
     * those of more than some thousand bytes into several, which the storm has none of.
     */
    static String commandLine(String line) {
        var count = COUNT.matcher(line);
        if (!count.find()) {
            return "";
        }
        var arguments = new StringJoiner(" ");
        var matcher = ARGUMENT.matcher(line);
        var expected = 0;
        for (; matcher.find(); expected++) {
            if (Integer.parseInt(matcher.group(1)) != expected) {
                return "";
            }
            var plain = matcher.group(2);
            arguments.add(plain != null ? plain : new String(HexFormat.of().parseHex(matcher.group(3)), StandardCharsets.ISO_8859_1));
        }
        return expected == Integer.parseInt(count.group(1)) ? arguments.toString() : "";
    }
}
