package org.prmonitor.rcp.internal.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.text.EventJson;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.RowProperties;

/**
 * The events that rows are made of as JSON Lines, which are those that the console prints. What ran before anybody watched comes first, then the events by their number.
 */
public final class JsonLines {

    private JsonLines() {}

    /**
     * Writes a file, whole or not at all. On POSIX systems only its owner may read it: command lines may hold secrets.
     *
     * @throws IOException that names the file and what the system said
     */
    public static void save(List<ProcessRow> rows, Path file) throws IOException {
        var target = file.toAbsolutePath();
        Path part = null;
        try {
            part = Files.createTempFile(target.getParent(), ".prmonitor", ".part");
            try (var output = new BufferedOutputStream(Files.newOutputStream(part))) {
                write(rows, output);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            part = null;
        } catch (IOException failure) {
            throw new IOException("cannot save " + rows.size() + " rows as " + target + ": " + reason(failure), failure);
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Writes the events of rows. The stream is flushed and stays open. */
    public static void write(List<ProcessRow> rows, OutputStream output) throws IOException {
        var lines = new ArrayList<Map<String, Object>>();
        for (var row : rows) {
            lines.addAll(RowProperties.all(row));
        }
        lines.sort(Comparator.comparingLong(JsonLines::sequence));
        var json = new EventJson();
        for (var line : lines) {
            json.write(line, output);
        }
        output.flush();
    }

    private static long sequence(Map<String, Object> properties) {
        return properties.get(EventKeys.SEQUENCE) instanceof Long sequence ? sequence : 0;
    }

    /** Of some failures the message is nothing but the file's name. */
    private static String reason(IOException failure) {
        var kind = failure.getClass().getSimpleName();
        if (failure instanceof FileSystemException system) {
            return system.getReason() == null ? kind : system.getReason();
        }
        return failure.getMessage() == null ? kind : failure.getMessage();
    }
}
