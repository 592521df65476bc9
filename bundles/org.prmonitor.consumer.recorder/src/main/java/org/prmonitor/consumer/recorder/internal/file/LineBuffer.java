package org.prmonitor.consumer.recorder.internal.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

/** Lines on their way to a file. It keeps its memory for the next ones, unless a batch was uncommonly large. Not thread-safe. */
public final class LineBuffer extends ByteArrayOutputStream {

    private static final int USUAL = 512 * 1024;

    /** An empty one. */
    public LineBuffer() {
        super(USUAL);
    }

    /** Takes back what came after. */
    public void truncate(int size) {
        if (size < 0 || size > count) {
            throw new IllegalArgumentException(size + " of " + count);
        }
        count = size;
    }

    /** Empties it. */
    @Override
    public void reset() {
        super.reset();
        if (buf.length > 4 * USUAL) {
            buf = new byte[USUAL];
        }
    }

    void writeTo(RandomAccessFile file) throws IOException {
        file.write(buf, 0, count);
    }
}
