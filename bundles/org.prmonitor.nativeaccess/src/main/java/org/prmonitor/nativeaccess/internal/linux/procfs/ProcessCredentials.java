package org.prmonitor.nativeaccess.internal.linux.procfs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whose process it is, from {@code /proc/PID/status}. The owner of the directory would be cheaper, but that is the
 * effective user, and root for whatever must not be traced.
 *
 * @param userId the real user id
 * @param groupId the real group id
 */
public record ProcessCredentials(long userId, long groupId) {

    private static final byte[] USER = "\nUid:\t".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GROUP = "\nGid:\t".getBytes(StandardCharsets.US_ASCII);

    /**
     * Finds both. The kernel escapes new lines in the process's name, so that no name can look like one of these lines.
     *
     * @return null when one is missing
     */
    public static @Nullable ProcessCredentials parse(byte[] status, int length) {
        var user = firstNumber(status, length, USER);
        var group = firstNumber(status, length, GROUP);
        return user < 0 || group < 0 ? null : new ProcessCredentials(user, group);
    }

    private static long firstNumber(byte[] text, int length, byte[] label) {
        for (var start = 0; start + label.length < length; start++) {
            if (matches(text, start, label)) {
                return number(text, start + label.length, length);
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, int start, byte[] label) {
        for (var index = 0; index < label.length; index++) {
            if (text[start + index] != label[index]) {
                return false;
            }
        }
        return true;
    }

    /** The digits up to the next tab, as the unsigned 32 bits that an id is; -1 for anything else. */
    private static long number(byte[] text, int from, int length) {
        var value = 0L;
        var index = from;
        for (; index < length && text[index] >= '0' && text[index] <= '9'; index++) {
            value = value * 10 + text[index] - '0';
            if (value > 0xffff_ffffL) {
                return -1;
            }
        }
        return index > from && index < length && text[index] == '\t' ? value : -1;
    }
}
