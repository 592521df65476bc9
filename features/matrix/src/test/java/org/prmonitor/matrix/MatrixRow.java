package org.prmonitor.matrix;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * What one test found of a container: a file of properties in {@code target/container-matrix} of the module that tried it.
 *
 * @param values by column
 */
record MatrixRow(Map<String, String> values) {

    /** The columns: the key of the property, and the title. */
    static final Map<String, String> COLUMNS = columns();

    static final String CONTAINER = "container";
    static final String VERSION = "version";
    static final String JDK = "jdk";

    private static Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        columns.put(CONTAINER, "container");
        columns.put(VERSION, "version");
        columns.put(JDK, "JDK");
        columns.put("deployed", "deployed");
        columns.put("events", "events seen");
        columns.put("swapped", "swapped");
        columns.put("stopped", "stopped clean");
        return columns;
    }

    /** Numbers in their own order: 6.0.5 is before 10.0.0. */
    static final Comparator<MatrixRow> ORDER = Comparator.comparing((MatrixRow row) -> row.get(CONTAINER))
            .thenComparing(row -> Version.parseVersion(row.get(VERSION)))
            .thenComparing(row -> Integer.valueOf(row.get(JDK)));

    String get(String column) {
        return values.getOrDefault(column, "");
    }

    /** As in the table. */
    String line() {
        return COLUMNS.keySet().stream().map(this::get).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** All in a folder; none where there is no folder. */
    static List<MatrixRow> readAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var rows = new ArrayList<MatrixRow>();
        try (var files = Files.newDirectoryStream(folder, "*.properties")) {
            for (var file : files) {
                var properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                var missing = COLUMNS.keySet().stream().filter(key -> properties.getProperty(key) == null).toList();
                if (!missing.isEmpty()) {
                    throw new IOException("no " + missing + " in '" + file + "'");
                }
                rows.add(new MatrixRow(COLUMNS.keySet().stream()
                        .collect(Collectors.toMap(key -> key, properties::getProperty))));
            }
        }
        return rows;
    }
}
