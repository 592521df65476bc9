package org.prmonitor.bench.internal.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.prmonitor.api.channel.ChannelException;

/**
 * Which ring and which books a process reads, as {@code /proc/PID/fdinfo} says it (proc(5)): the ids that the kernel gives to maps.
 *
 * @param ring of its ring
 * @param counters of its books
 */
record RingOwner(int ring, int counters) {

    private static final String RING = "27";
    private static final String ARRAY = "2";
    private static final String MAPPABLE = "0x400";

    /** @throws ChannelException unless the process has one of each */
    static RingOwner of(long processId) throws ChannelException {
        int ring = 0;
        int counters = 0;
        var folder = Path.of("/proc", Long.toString(processId), "fdinfo");
        try (var descriptors = Files.newDirectoryStream(folder)) {
            for (var descriptor : descriptors) {
                var map = fields(descriptor);
                var type = map.getOrDefault("map_type", "");
                if (type.equals(RING)) {
                    ring = id(map);
                } else if (type.equals(ARRAY) && MAPPABLE.equals(map.get("map_flags"))) {
                    counters = id(map);
                }
            }
        } catch (IOException unreadable) {
            throw new ChannelException("reading '" + folder + "': " + unreadable.getMessage(), 0, "run as root", unreadable);
        }
        if (ring == 0 || counters == 0) {
            throw new ChannelException("process " + processId + " has no ring and books of ours open", null);
        }
        return new RingOwner(ring, counters);
    }

    private static int id(Map<String, String> map) {
        return Integer.parseInt(map.getOrDefault("map_id", "0"));
    }

    private static Map<String, String> fields(Path descriptor) throws IOException {
        var fields = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(descriptor)) {
                var colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
        } catch (NoSuchFileException closedMeanwhile) {
            return Map.of();
        }
        return fields;
    }
}
