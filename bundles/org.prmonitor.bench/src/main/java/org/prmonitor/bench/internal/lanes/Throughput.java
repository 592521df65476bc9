package org.prmonitor.bench.internal.lanes;

import java.io.Serializable;

/**
 * How fast one way is.
 *
 * @param way its label
 * @param perSecond events a second, a round each
 */
public record Throughput(String way, double[] perSecond) implements Serializable {}
