package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody has moved or deleted the file that is written to, or the folder that it was in. */
public final class MovedException extends IOException {

    private static final long serialVersionUID = 1L;

    MovedException(Path file) {
        super("Somebody has moved or deleted " + file);
    }
}
