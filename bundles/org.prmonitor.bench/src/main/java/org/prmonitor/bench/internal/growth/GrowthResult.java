package org.prmonitor.bench.internal.growth;

import java.io.Serializable;
import java.util.List;

/**
 * What grows, and how.
 *
 * @param curves one for each series that was measured
 */
public record GrowthResult(List<GrowthCurve> curves) implements Serializable {}
