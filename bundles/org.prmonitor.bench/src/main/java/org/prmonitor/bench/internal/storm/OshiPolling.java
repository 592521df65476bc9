package org.prmonitor.bench.internal.storm;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;

/** A program that looks into the table of processes with OSHI at intervals, and prints who came and who went since the look before. */
public final class OshiPolling {

    /** As the argument: what is to be said of OSHI. */
    static final String VERSION = "version";

    private OshiPolling() {}

    /**
     * Goes on until it is killed.
     *
     * @param arguments how long to wait between two looks, in milliseconds
     */
    public static void main(String... arguments) throws InterruptedException {
        if (arguments[0].equals(VERSION)) {
            System.out.println("OSHI " + SystemInfo.class.getPackage().getImplementationVersion());
            return;
        }
        var system = new SystemInfo().getOperatingSystem();
        var out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        Set<Seen> before = Set.of();
        while (!out.checkError()) {
            Map<Seen, String> appeared = new HashMap<>();
            var now = new HashSet<Seen>();
            for (var process : system.getProcesses()) {
                var seen = new Seen(process.getProcessID(), process.getStartTime());
                now.add(seen);
                if (!before.contains(seen)) {
                    appeared.put(seen, String.join(" ", process.getArguments()));
                }
            }
            appeared.forEach((seen, commandLine) -> out.println("started " + seen.processId() + ' ' + commandLine));
            before.stream().filter(seen -> !now.contains(seen)).forEach(seen -> out.println("exited " + seen.processId()));
            out.flush();
            before = now;
            Thread.sleep(Long.parseLong(arguments[0]));
        }
    }

    /** Whom a look has found: a process id comes back, with another start. */
    private record Seen(int processId, long start) {}
}
