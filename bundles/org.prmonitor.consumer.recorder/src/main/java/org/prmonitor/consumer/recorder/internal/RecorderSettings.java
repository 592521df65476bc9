package org.prmonitor.consumer.recorder.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;

/**
 * A {@link RecorderConfiguration} that was found to make sense.
 *
 * @param directory absolute
 * @param bounds when a file is rotated, and how many are kept
 * @param sync when lines are forced to the disk
 * @param syncInterval for {@link SyncPolicy#INTERVAL}
 */
record RecorderSettings(Path directory, RecordingBounds bounds, SyncPolicy sync, Duration syncInterval) {

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException that names the property, its value, and what is wrong with it
     */
    static RecorderSettings of(RecorderConfiguration configuration) {
        return new RecorderSettings(
                directory(configuration.directory()),
                new RecordingBounds(
                        atLeast(1, "rotateBytes", configuration::rotateBytes),
                        Duration.ofMinutes(atLeast(0, "rotateMinutes", configuration::rotateMinutes)),
                        (int) atLeast(1, "keepFiles", () -> (long) configuration.keepFiles()),
                        atLeast(0, "keepBytes", configuration::keepBytes)),
                sync(configuration.sync()),
                Duration.ofMillis(atLeast(1, "syncMillis", configuration::syncMillis)));
    }

    private static Path directory(String directory) {
        if (directory.isBlank()) {
            throw new IllegalArgumentException("directory is empty");
        }
        try {
            return Path.of(directory.strip()).toAbsolutePath().normalize();
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("directory=" + directory + " is no path: " + invalid.getReason(), invalid);
        }
    }

    private static SyncPolicy sync(String sync) {
        for (var policy : SyncPolicy.values()) {
            if (policy.name().equalsIgnoreCase(sync.strip())) {
                return policy;
            }
        }
        var known = String.join(", ", Arrays.stream(SyncPolicy.values()).map(policy -> policy.name().toLowerCase(Locale.ROOT)).toList());
        throw new IllegalArgumentException("sync=" + sync + " is not one of " + known);
    }

    /** Declarative Services converts at the call, and says only then that a text is no number. */
    private static long atLeast(long minimum, String key, Supplier<Long> property) {
        long value;
        try {
            value = property.get();
        } catch (RuntimeException unconvertible) {
            throw new IllegalArgumentException(key + ": " + unconvertible.getMessage(), unconvertible);
        }
        if (value < minimum) {
            throw new IllegalArgumentException(key + "=" + value + " is less than " + minimum);
        }
        return value;
    }
}
