package org.prmonitor.nativeaccess.internal.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this process holds of the kernel: descriptors that are no files, counted by kind; mappings of them; threads. The
 * JVM's own files and heap come and go and are left out.
 */
public record OwnResources(TreeMap<String, Integer> descriptors, List<String> mappings, Set<String> threads) {

    private static final String ANONYMOUS = "anon_inode:";

    /** Looks. */
    public static OwnResources now() throws IOException {
        var descriptors = new TreeMap<String, Integer>();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : files.toList()) {
                try {
                    var target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith(ANONYMOUS) || target.startsWith("socket:")) {
                        descriptors.merge(target, 1, Integer::sum);
                    }
                } catch (IOException closedMeanwhile) {
                    // The descriptor of this very listing, for one.
                    continue;
                }
            }
        }
        var mappings = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(ANONYMOUS))
                .toList();
        var threads = new TreeSet<String>();
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
        return new OwnResources(descriptors, mappings, threads);
    }
}
