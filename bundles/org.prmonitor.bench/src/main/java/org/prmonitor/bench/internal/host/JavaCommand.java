package org.prmonitor.bench.internal.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM like this one is started. */
public final class JavaCommand {

    private JavaCommand() {}

    /** The program, and what lets it call native code without a warning; to be added to. */
    public static List<String> begin() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Since 22 native access is announced.
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        return command;
    }
}
