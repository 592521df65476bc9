package org.prmonitor.bench.internal.kernel;

import org.HdrHistogram.Histogram;

/**
 * What a consumer got of a feed.
 *
 * @param events how many
 * @param toldLost how many it was told of that are missing, real processes' among them; -1 where a loss came without a number
 * @param nanos when the last one came, as {@link System#nanoTime}
 * @param latencies in nanoseconds from the kernel's time stamp; empty where none were asked for
 */
record Taken(long events, long toldLost, long nanos, Histogram latencies) {}
