package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.prmonitor.source.internal.log.IncidentLog;

/** The places of all ids that are known in a directory. Any thread. */
final class CursorFiles {

    /** The end of the name of a file that is not whole yet. */
    static final String UNFINISHED = ".new";

    private static final String PREFIX = "listener-";
    private static final String SUFFIX = ".cursor";
    /** File systems take names of 255 bytes; a longer one is cut, and ends with a part of its hash. */
    private static final int MAX_NAME = 200;
    private static final int HASH_DIGITS = 32;

    private final Path directory;
    private final Map<String, CursorFile> files = new ConcurrentHashMap<>();
    /** Files whose place is lost: who comes for one begins with the oldest event. */
    private final Collection<Path> damaged = ConcurrentHashMap.newKeySet();

    private CursorFiles(Path directory) {
        this.directory = directory;
    }

    /** Whether a directory holds any. */
    static boolean areIn(Path directory) throws IOException {
        return Files.isDirectory(directory) && !list(directory, SUFFIX).isEmpty();
    }

    /**
     * Those in a directory.
     *
     * @throws IOException when one cannot be read
     */
    static CursorFiles read(Path directory, IncidentLog log) throws IOException {
        var read = new CursorFiles(directory);
        for (var unfinished : list(directory, SUFFIX + UNFINISHED)) {
            Files.deleteIfExists(unfinished);
        }
        for (var path : list(directory, SUFFIX)) {
            try {
                var file = CursorFile.read(path);
                read.files.put(file.id(), file);
            } catch (CorruptDataException damage) {
                read.markDamaged(path, String.valueOf(damage.getMessage()), log);
            }
        }
        return read;
    }

    /** Of these, the places in another journal are of no use. */
    void keepOnly(UUID journalId, IncidentLog log) throws IOException {
        for (var file : all()) {
            if (!file.journalId().equals(journalId)) {
                files.remove(file.id());
                file.close();
                markDamaged(path(file.id()), "it is one in journal " + file.journalId() + ", not in " + journalId, log);
            }
        }
    }

    private void markDamaged(Path path, String why, IncidentLog log) {
        damaged.add(path);
        log.warn("durable journal: the place in " + path + " is lost, " + why
                + "; its listener begins with the oldest event that is kept, and may be given events again");
    }

    /** The place of an id; null where it is not known. */
    @Nullable CursorFile get(String id) {
        return files.get(id);
    }

    /** Whether the id was known, but its place is lost. */
    boolean isDamaged(String id) {
        return damaged.contains(path(id));
    }

    /** A new id. */
    CursorFile create(String id, UUID journalId, CursorPosition position, Instant now) throws IOException {
        var created = CursorFile.create(path(id), id, journalId, position, now);
        damaged.remove(path(id));
        files.put(id, created);
        return created;
    }

    /** All that are known, in no order. */
    Collection<CursorFile> all() {
        return List.copyOf(files.values());
    }

    /** Whether nobody needs the journal any more. */
    boolean isEmpty() {
        return files.isEmpty() && damaged.isEmpty();
    }

    /** Forgets those that nobody uses and nobody has had since a moment. */
    void forgetUnseenSince(Instant limit, IncidentLog log) throws IOException {
        for (var file : files.values()) {
            if (file.seen().isBefore(limit) && file.deleteUnused()) {
                files.remove(file.id(), file);
                log.info("durable journal: listener " + file.id() + " was not seen since " + file.seen()
                        + "; its place is forgotten (durableDays)");
            }
        }
        for (var path : damaged) {
            if (!Files.exists(path) || Files.getLastModifiedTime(path).toInstant().isBefore(limit)) {
                Files.deleteIfExists(path);
                damaged.remove(path);
            }
        }
    }

    /** The first number that somebody may still want; with an empty journal's last number, all were taken. */
    long firstNeeded(long lastSequence) {
        if (!damaged.isEmpty()) {
            return 0;
        }
        var taken = lastSequence;
        for (var file : files.values()) {
            taken = Math.min(taken, file.position().sequence());
        }
        return taken + 1;
    }

    private Path path(String id) {
        return directory.resolve(name(id));
    }

    /** A name that every file system takes and keeps apart from others, also one that does not tell upper from lower case. */
    static String name(String id) {
        var name = new StringBuilder();
        for (var index = 0; index < id.length(); index++) {
            var unit = id.charAt(index);
            if (unit >= 'a' && unit <= 'z' || unit >= '0' && unit <= '9' || unit == '.' || unit == '-' || unit == '_') {
                name.append(unit);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(unit));
            }
        }
        if (name.length() > MAX_NAME) {
            var hash = HexFormat.of().formatHex(sha256(name.toString())).substring(0, HASH_DIGITS);
            name.setLength(MAX_NAME - HASH_DIGITS - 1);
            name.append('~').append(hash);
        }
        return PREFIX + name + SUFFIX;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private static List<Path> list(Path directory, String suffix) throws IOException {
        var paths = new ArrayList<Path>();
        try (var listed = Files.list(directory)) {
            listed.filter(path -> {
                        var name = path.getFileName().toString();
                        return name.startsWith(PREFIX) && name.endsWith(suffix);
                    })
                    .forEach(paths::add);
        }
        return paths;
    }
}
