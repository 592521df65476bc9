package org.prmonitor.bench.internal.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM like this one is started. */
public final class JavaCommand {

    /** What {@code bin/prmonitor} gives its own JVM, as far as it decides what events cost. */
    public static final List<String> PRMONITOR_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=0.3",
            "-XX:PerfDataSamplingInterval=1000",
            "-Xms48m",
            "-Xmn6m",
            "-Xmx256m",
            "-Xss512k");

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
