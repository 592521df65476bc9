package org.prmonitor.bench.internal.lanes;

import java.io.Serializable;

/**
 * How long events take to a fast consumer.
 *
 * @param way the way to it
 * @param neighbour what is beside it
 * @param events how many there were
 * @param medianMillis from the drain of the kernel's ring to the consumer, as all below
 * @param p99Millis one in a hundred took longer
 * @param maxMillis the longest
 */
public record Latency(String way, String neighbour, int events, double medianMillis, double p99Millis, double maxMillis)
        implements Serializable {}
