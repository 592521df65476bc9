package org.prmonitor.itest.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;

/** Hands over every line that is written, at its end. One thread. */
final class LineSink extends OutputStream {

    private final Queue<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSink(Queue<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int value) {
        if (value == '\n') {
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(value);
        }
    }
}
