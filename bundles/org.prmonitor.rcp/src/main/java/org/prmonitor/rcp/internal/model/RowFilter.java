package org.prmonitor.rcp.internal.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * What the filter box says. Empty lets everything pass. What begins with {@code (} is an LDAP filter (RFC 1960, as the OSGi
 * framework has it) on the newest event's properties. Everything else is words that must all occur in command line, image,
 * user or process id, in any case. Immutable.
 */
public final class RowFilter {

    /** Lets everything pass. */
    public static final RowFilter ALL = new RowFilter("", null, List.of());

    private final String text;
    private final @Nullable Filter ldap;
    private final List<String> words;

    private RowFilter(String text, @Nullable Filter ldap, List<String> words) {
        this.text = text;
        this.ldap = ldap;
        this.words = words;
    }

    /**
     * The filter that a text says.
     *
     * @throws IllegalArgumentException when it is an LDAP filter whose syntax is wrong; the message says where
     */
    public static RowFilter parse(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) {
            return ALL;
        }
        if (!stripped.startsWith("(")) {
            return new RowFilter(stripped, null, List.of(stripped.split("\\s+")));
        }
        try {
            return new RowFilter(stripped, FrameworkUtil.createFilter(stripped), List.of());
        } catch (InvalidSyntaxException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** What was parsed, without the white space around it. */
    public String text() {
        return text;
    }

    /** Whether a row passes. */
    public boolean matches(ProcessRow row) {
        if (ldap != null) {
            return ldap.matches(RowProperties.newest(row));
        }
        if (words.isEmpty()) {
            return true;
        }
        var fields = fields(row);
        for (var word : words) {
            if (!occurs(word, fields)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(ProcessRow row) {
        var fields = new ArrayList<String>(4);
        fields.add(row.commandLine());
        fields.add(row.image());
        fields.add(row.user());
        var processId = row.processId();
        if (processId != null) {
            fields.add(processId.toString());
        }
        return fields;
    }

    private static boolean occurs(String word, List<String> fields) {
        for (var field : fields) {
            for (var start = field.length() - word.length(); start >= 0; start--) {
                if (field.regionMatches(true, start, word, 0, word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowFilter filter && text.equals(filter.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
