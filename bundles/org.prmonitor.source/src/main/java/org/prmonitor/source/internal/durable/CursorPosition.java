package org.prmonitor.source.internal.durable;

/**
 * A place in the journal on disk.
 *
 * @param sequence the last number that was taken
 * @param ordinal how many events, losses not counted, there were up to that
 */
record CursorPosition(long sequence, long ordinal) {}
