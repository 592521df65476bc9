package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

/**
 * A recording in one folder: the file that is written to, and those before it. After a failure it is closed, and a new one
 * of the same folder goes on where the lines end. Not thread-safe, but for {@link #sync}.
 */
public final class Recording implements AutoCloseable {

    /** How soon it is noticed that somebody has taken the file away. */
    private static final long PLACE_CHECK_MILLIS = 1_000;

    private final RecordingFolder folder;
    private final RecordingBounds bounds;
    private final SyncPolicy policy;
    private final RecordingLog log;
    private final Clock clock;
    private final Compressor compressor;
    private final @Nullable RecordedLine last;

    /** Null between a rotation and the next line. Volatile: another thread syncs. */
    private volatile @Nullable ActiveFile active;

    /** When, milliseconds since 1970. */
    private long placeChecked;

    /** The number of the newest rotated file. Not looked up each time: a file that is compressed just then may be in no list. */
    private long rotated;

    private Recording(RecordingFolder folder, RecordingBounds bounds, SyncPolicy policy, RecordingLog log, Clock clock) throws IOException {
        this.folder = folder;
        this.bounds = bounds;
        this.policy = policy;
        this.log = log;
        this.clock = clock;
        placeChecked = clock.millis();
        compressor = new Compressor(folder, bounds, log);
        // First what makes room: on a full disk nothing else would go on.
        folder.cleanUp();
        folder.retain(bounds.keepFiles(), bounds.keepBytes());
        var files = folder.rotated();
        rotated = files.isEmpty() ? 0 : files.get(files.size() - 1).number();
        var opened = open();
        active = opened;
        try {
            last = opened.last() != null ? opened.last() : folder.lastRotatedLine();
            if (!folder.plain().isEmpty()) {
                compressor.run();
            }
        } catch (IOException | RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    /**
     * Opens the recording in a folder, and makes it where there is none: mends what a crash left, and finds the last line.
     *
     * @throws IOException when the folder or a file in it cannot be read or written; nothing is left open then
     */
    public static Recording open(Path path, RecordingBounds bounds, SyncPolicy policy, RecordingLog log, Clock clock) throws IOException {
        var folder = RecordingFolder.open(path);
        try {
            return new Recording(folder, bounds, policy, log, clock);
        } catch (IOException | RuntimeException failure) {
            folder.close();
            throw failure;
        }
    }

    /** What the last whole line said when it was opened; null where there was none. */
    public @Nullable RecordedLine last() {
        return last;
    }

    /** The file that is written to. */
    public Path file() {
        return folder.active();
    }

    /**
     * Writes lines, all or none, and syncs as the policy has it, also where there are none: what was written before may not
     * have been synced by a process that was killed.
     *
     * @throws MovedException somebody has taken the file away: what would be written would be gone with it
     * @throws IOException none of them count; this recording has to be closed
     */
    public void append(LineBuffer lines) throws IOException {
        var now = clock.millis();
        rotateWhereDue(now, lines.size());
        var file = active;
        if (file != null && !isInPlace(file, now)) {
            throw new MovedException(folder.active());
        }
        if (file == null) {
            file = open();
            active = file;
        }
        var before = file.size();
        if (lines.size() > 0) {
            file.append(lines, now);
        }
        if (policy == SyncPolicy.BATCH) {
            try {
                file.sync();
            } catch (IOException failure) {
                file.truncate(before);
                throw failure;
            }
        }
    }

    /** Rotates a file that is too old, though nothing comes that would have to be written. */
    public void rotateWhereDue() throws IOException {
        rotateWhereDue(clock.millis(), 0);
    }

    /** How long until the file that is written to is too old; null where that will not be. */
    public @Nullable Duration untilRotation() {
        var file = active;
        if (file == null || file.size() == 0 || bounds.rotateAfter().isZero()) {
            return null;
        }
        var left = file.begun() + bounds.rotateAfter().toMillis() - clock.millis();
        return Duration.ofMillis(Math.max(0, left));
    }

    /** Forces what was written to the disk, unless that is never wanted. From any thread. */
    public void sync() throws IOException {
        var file = active;
        if (file != null && policy != SyncPolicy.NEVER) {
            try {
                file.sync();
            } catch (IOException failure) {
                // A file that was rotated or closed meanwhile was synced by who did that.
                if (file == active) {
                    throw failure;
                }
            }
        }
    }

    /** Whether there is something to {@link #sync}. */
    public boolean isUnsynced() {
        var file = active;
        return file != null && file.isUnsynced();
    }

    /** Waits until every rotated file is compressed; for tests. */
    void awaitCompression() throws InterruptedException {
        compressor.awaitIdle();
    }

    /** Syncs, unless that is never wanted, and closes. Lines that were appended stay, whatever this throws. */
    @Override
    public void close() throws IOException {
        compressor.close();
        try {
            closeActive();
        } finally {
            folder.close();
        }
    }

    private void rotateWhereDue(long now, int more) throws IOException {
        var file = active;
        if (file == null || file.size() == 0) {
            return;
        }
        var tooLarge = more > 0 && file.size() + more > bounds.rotateBytes();
        var tooOld = !bounds.rotateAfter().isZero() && now - file.begun() >= bounds.rotateAfter().toMillis();
        if (tooLarge || tooOld) {
            // On the disk before the compressed copy replaces it.
            closeActive();
            rotated = folder.rotate(rotated, Instant.ofEpochMilli(now));
            compressor.run();
        }
    }

    private boolean isInPlace(ActiveFile file, long now) throws IOException {
        if (Math.abs(now - placeChecked) < PLACE_CHECK_MILLIS) {
            return true;
        }
        placeChecked = now;
        return file.isInPlace();
    }

    private void closeActive() throws IOException {
        var file = active;
        active = null;
        if (file != null) {
            try (file) {
                if (policy != SyncPolicy.NEVER) {
                    file.sync();
                }
            }
        }
    }

    private ActiveFile open() throws IOException {
        ActiveFile file;
        try {
            file = ActiveFile.open(folder.active());
        } catch (StrangeFileException strange) {
            var target = folder.setAside(clock.instant());
            log.warn(strange.getMessage() + "; it was renamed to " + target.getFileName());
            file = ActiveFile.open(folder.active());
        }
        if (policy != SyncPolicy.NEVER) {
            // It may be new, and then its name has to last as well.
            folder.sync();
        }
        if (file.cutOff() > 0) {
            log.info("A torn line of " + file.cutOff() + " bytes was cut off the end of " + folder.active());
        }
        return file;
    }
}
