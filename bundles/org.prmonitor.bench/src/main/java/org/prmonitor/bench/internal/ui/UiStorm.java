package org.prmonitor.bench.internal.ui;

import java.io.Serializable;

/**
 * One storm.
 *
 * @param processes how many the storm started
 * @param seconds how long it took
 * @param events how many starts and exits the journal had meanwhile, other processes' of the machine among them
 * @param longestStallMillis the longest time from the moment when something was to be run on the user interface's thread until it ran
 * @param p99StallMillis of 100 such times, 99 are shorter
 * @param keys how many letters were typed, painted and measured
 * @param slowestKeyMillis the longest time from a key to the painted text
 * @param medianKeyMillis half of the times from a key to the painted text are shorter
 * @param heapBytes in use after a garbage collection at the end
 */
public record UiStorm(
        int processes,
        double seconds,
        long events,
        double longestStallMillis,
        double p99StallMillis,
        int keys,
        double slowestKeyMillis,
        double medianKeyMillis,
        double heapBytes)
        implements Serializable {}
