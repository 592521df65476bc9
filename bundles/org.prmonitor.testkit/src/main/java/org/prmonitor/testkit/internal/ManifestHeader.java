package org.prmonitor.testkit.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest's header as a list of clauses (OSGi Core 3.2.3): {@code path;path;name=value;name:=value, …}. Only what the
 * choice of bundles needs: nothing is checked, because the framework will.
 */
final class ManifestHeader {

    /**
     * A clause.
     *
     * @param paths one or more
     * @param parameters attributes by name, and directives by name with a colon behind it
     */
    record Clause(List<String> paths, Map<String, String> parameters) {

        /** The attribute's value; null where it has none. */
        @Nullable String attribute(String name) {
            return parameters.get(name);
        }
    }

    private ManifestHeader() {}

    /** The clauses of a header; none for null. */
    static List<Clause> parse(@Nullable String header) {
        var clauses = new ArrayList<Clause>();
        if (header == null) {
            return clauses;
        }
        for (var clause : split(header, ',')) {
            var paths = new ArrayList<String>();
            var parameters = new LinkedHashMap<String, String>();
            for (var part : split(clause, ';')) {
                var equals = part.indexOf('=');
                if (equals < 0) {
                    paths.add(part);
                } else {
                    parameters.put(name(part.substring(0, equals)), unquoted(part.substring(equals + 1).strip()));
                }
            }
            if (!paths.isEmpty()) {
                clauses.add(new Clause(paths, parameters));
            }
        }
        return clauses;
    }

    /** {@code version} or {@code resolution:}; a type such as {@code version:Version} is left out. */
    private static String name(String text) {
        var name = text.strip();
        var colon = name.indexOf(':');
        return colon < 0 || colon == name.length() - 1 ? name : name.substring(0, colon);
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    /** At a separator outside of quotes. */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var start = 0;
        for (var index = 0; index < text.length(); index++) {
            var character = text.charAt(index);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == separator && !quoted) {
                add(parts, text.substring(start, index));
                start = index + 1;
            }
        }
        add(parts, text.substring(start));
        return parts;
    }

    private static void add(List<String> parts, String part) {
        var text = part.strip();
        if (!text.isEmpty()) {
            parts.add(text);
        }
    }
}
