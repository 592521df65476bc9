package org.prmonitor.consumer.console.internal;

import java.io.PrintStream;
import org.prmonitor.api.text.PrintableText;

/** What people are told beside the stream of events, on standard error. Thread-safe as its stream is. */
final class Notices {

    private static final String NAME = "prmonitor: ";
    private static final String CONTINUATION = "    ";

    private final PrintStream stream;

    Notices(PrintStream stream) {
        this.stream = stream;
    }

    /** Says something; further lines, such as those of a verifier's log, are indented. Anything else is escaped. */
    void say(String message) {
        var text = new StringBuilder(NAME);
        var first = true;
        for (var line : message.strip().split("\\R")) {
            text.append(first ? "" : System.lineSeparator() + CONTINUATION).append(PrintableText.escape(line));
            first = false;
        }
        // One call, so that lines of two threads do not mix.
        stream.println(text);
    }
}
