package org.prmonitor.bench.internal.soak;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prmonitor.bench.internal.host.Heap;

/**
 * What this JVM has of the system, from {@code proc(5)}.
 *
 * @param residentBytes {@code VmRSS}
 * @param heapBytes of the heap, after a full collection
 * @param threads all that the system knows of, the JVM's own included
 * @param descriptors open files, sockets, maps and programs of the kernel
 */
public record Footprint(double residentBytes, double heapBytes, int threads, int descriptors) implements Serializable {

    private static final Path SELF = Path.of("/proc/self");

    /** Now. */
    static Footprint take() throws IOException {
        // First: what a collection gives back to the system is no longer resident.
        var heap = Heap.inUse();
        // The folder that is read is a descriptor itself.
        return new Footprint(readResident(), heap, entries("task"), entries("fd") - 1);
    }

    private static double readResident() throws IOException {
        try (var lines = Files.lines(SELF.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no VmRSS in /proc/self/status"));
        }
    }

    private static int entries(String folder) throws IOException {
        try (var names = Files.list(SELF.resolve(folder))) {
            return (int) names.count();
        }
    }
}
