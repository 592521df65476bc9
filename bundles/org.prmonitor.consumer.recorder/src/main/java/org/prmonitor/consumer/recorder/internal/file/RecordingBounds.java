package org.prmonitor.consumer.recorder.internal.file;

import java.time.Duration;

/**
 * When a file is full, and how many are kept.
 *
 * @param rotateBytes a file that would grow beyond is rotated first; a batch is never divided
 * @param rotateAfter a file whose first line is older is rotated; zero for never
 * @param keepFiles how many rotated files are kept at most, 1 or more
 * @param keepBytes how many bytes the rotated files may take
 */
public record RecordingBounds(long rotateBytes, Duration rotateAfter, int keepFiles, long keepBytes) {}
