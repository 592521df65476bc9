package org.prmonitor.bench.internal.kernel;

import java.io.Serializable;
import java.util.List;

/**
 * What is measured.
 *
 * @param rounds how often
 * @param millis for how long each time
 * @param ringBytes of every ring
 * @param rates events a second of the throughput; 0 for as many as the kernel makes
 * @param latencyRates events a second while latencies are noted
 * @param lingers milliseconds
 */
public record KernelSettings(int rounds, int millis, int ringBytes, List<Long> rates, List<Long> latencyRates, List<Integer> lingers)
        implements Serializable {}
