package org.prmonitor.source.internal.durable;

import org.jspecify.annotations.Nullable;

/**
 * How far the journal on disk goes: one consistent look.
 *
 * @param lastSequence the last number that it stands for, 0 before the first
 * @param ordinal how many events, losses not counted, there were up to that
 * @param active the segment that is being written; null before the first record
 * @param end where its records end, in bytes
 */
record Written(long lastSequence, long ordinal, @Nullable Segment active, long end) {}
