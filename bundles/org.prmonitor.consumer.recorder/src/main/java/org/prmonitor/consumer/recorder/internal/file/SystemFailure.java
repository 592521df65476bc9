package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.prmonitor.api.text.PrintableText;

/** What the system said, and what can be done about it. */
public final class SystemFailure {

    private SystemFailure() {}

    /** In one line: the path, where the failure names it, and the system's text. */
    public static String describe(IOException failure) {
        var text = text(failure);
        var path = failure instanceof FileSystemException named ? named.getFile() : null;
        return PrintableText.escape(path == null || text.startsWith(path) ? text : path + ": " + text);
    }

    /** What the user can do, as the end of a sentence. */
    public static String advice(IOException failure) {
        var text = text(failure);
        if (text.contains("No space left") || text.contains("not enough space") || text.contains("quota")) {
            return "free space there, lower keepBytes, or set another directory";
        }
        if (text.contains("Read-only")) {
            return "mount it writable, or set another directory";
        }
        if (failure instanceof AccessDeniedException || text.contains("denied") || text.contains("not permitted")) {
            return "let this user write there, or set another directory";
        }
        if (text.contains("Another recorder")) {
            return "end that one, or set another directory";
        }
        return "mend it, or set another directory";
    }

    /** The exceptions of java.nio name a path and leave out what their class says. */
    private static String text(IOException failure) {
        if (failure instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "Not a directory";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
