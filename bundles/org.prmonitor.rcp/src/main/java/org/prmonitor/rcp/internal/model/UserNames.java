package org.prmonitor.rcp.internal.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.text.PrintableText;

/**
 * Users' names, of those that stand in {@code /etc/passwd} (passwd(5)): a directory service may be slow, and is not asked. It is
 * read once. Immutable.
 */
final class UserNames {

    private static final Path PASSWD = Path.of("/etc/passwd");

    /** A file that is larger is nobody's list of local users. */
    private static final long MOST_BYTES = 1 << 20;

    private final Map<Long, String> names;

    private UserNames(Map<Long, String> names) {
        this.names = names;
    }

    /** Those of this system; none where it has no such file. */
    static UserNames ofSystem() {
        return of(PASSWD);
    }

    static UserNames of(Path passwd) {
        var names = new HashMap<Long, String>();
        try {
            if (Files.isRegularFile(passwd) && Files.size(passwd) <= MOST_BYTES) {
                // Any byte is a character there, so that a name in another encoding is no failure.
                for (var line : Files.readAllLines(passwd, StandardCharsets.ISO_8859_1)) {
                    add(line, names);
                }
            }
        } catch (IOException unreadable) {
            // Then it is the ids that are shown.
            names.clear();
        }
        return new UserNames(names);
    }

    private static void add(String line, Map<Long, String> names) {
        var fields = line.split(":", 4);
        if (fields.length == 4 && !fields[0].isEmpty() && fields[2].matches("\\d{1,10}")) {
            // The first one counts, as it does for getpwuid(3).
            names.putIfAbsent(Long.valueOf(fields[2]), PrintableText.escape(fields[0]));
        }
    }

    /** The name, else the id, else the security identifier, else nothing. Printable. */
    String of(ProcessSubject subject) {
        var userId = subject.userId();
        if (userId != null) {
            var name = names.get(userId);
            return name == null ? userId.toString() : name;
        }
        var sid = subject.userSid();
        return sid == null ? "" : PrintableText.escape(sid);
    }
}
