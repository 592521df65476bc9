package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a recording's name holds something else. */
final class StrangeFileException extends IOException {

    private static final long serialVersionUID = 1L;

    StrangeFileException(Path path) {
        super(path + " holds no recording");
    }
}
