package org.prmonitor.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Real processes that end with a code of their own. */
final class Storm {

    /** How they end. */
    static final int CODE = 107;

    private Storm() {}

    /** One after another; their ids, in the order in which they ended. */
    static List<Long> run(int count) throws IOException, InterruptedException {
        var ids = new ArrayList<Long>();
        for (var index = 0; index < count; index++) {
            var process = new ProcessBuilder("sh", "-c", "exit " + CODE).start();
            assertEquals(CODE, process.waitFor());
            ids.add(process.pid());
        }
        return ids;
    }

    /** One after another for as long as that is true. */
    static List<Long> runWhile(AtomicBoolean running) {
        var ids = new ArrayList<Long>();
        try {
            while (running.get()) {
                ids.addAll(run(1));
            }
            return ids;
        } catch (IOException | InterruptedException failure) {
            throw new CompletionException(failure);
        }
    }
}
