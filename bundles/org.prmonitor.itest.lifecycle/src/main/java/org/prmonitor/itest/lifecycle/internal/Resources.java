package org.prmonitor.itest.lifecycle.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds: threads by name, file descriptors by kind (BPF maps, programs and links are descriptors too),
 * and mappings by what they map. Numbers in names are left out, since a second pump is the same as the first.
 *
 * @param threads how many of each name
 * @param descriptors how many of each kind; empty where there is no {@code /proc}
 * @param mappings how many of each file or kernel object; empty where there is no {@code /proc}
 */
record Resources(Map<String, Long> threads, Map<String, Long> descriptors, Map<String, Long> mappings) {

    private static final Path SELF = Path.of("/proc/self");

    /**
     * Threads of the JDK, the framework and other people's bundles that come and go in their own time: the JDK's for each
     * child process, all of the framework's, and EventAdmin's pool.
     */
    private static final Pattern FOREIGN_THREADS = Pattern.compile(
            "process reaper.*|ForkJoinPool.*|Attach Listener|(Felix|Equinox|EventAdmin|Start Level|Framework).*");

    /** What the heap, the stacks and the code cache map is not countable: they grow as they like. */
    private static final Pattern MEMORY = Pattern.compile("|\\[.*");

    /** A line of {@code /proc/self/maps}, see proc(5): the sixth field is what is mapped. */
    private static final int MAPPED_FIELD = 5;

    static Resources now() {
        return new Resources(
                count(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> !FOREIGN_THREADS.matcher(name).matches())),
                descriptorsNow(),
                mappingsNow());
    }

    /** What is more or less than before, with both numbers; empty when nothing is. */
    Map<String, String> changesSince(Resources before) {
        var changes = new TreeMap<String, String>();
        compare("thread ", before.threads, threads, changes);
        compare("descriptor ", before.descriptors, descriptors, changes);
        compare("mapping ", before.mappings, mappings, changes);
        return changes;
    }

    private static void compare(String kind, Map<String, Long> before, Map<String, Long> after, Map<String, String> changes) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var then = before.getOrDefault(name, 0L);
            var now = after.getOrDefault(name, 0L);
            if (!then.equals(now)) {
                changes.put(kind + name, then + " -> " + now);
            }
        }
    }

    private static Map<String, Long> descriptorsNow() {
        if (!Files.isDirectory(SELF)) {
            return Map.of();
        }
        try (var files = Files.list(SELF.resolve("fd"))) {
            return count(files.map(Resources::target).filter(target -> !target.isEmpty()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            // The descriptor with which the folder itself is read, among others.
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Long> mappingsNow() {
        if (!Files.isDirectory(SELF)) {
            return Map.of();
        }
        try (var lines = Files.lines(SELF.resolve("maps"))) {
            return count(lines.map(line -> line.split(" +", MAPPED_FIELD + 1))
                    .map(fields -> fields.length > MAPPED_FIELD ? fields[MAPPED_FIELD] : "")
                    .filter(mapped -> !MEMORY.matcher(mapped).matches()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Long> count(Stream<String> names) {
        return names.map(name -> name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#"))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
