package org.prmonitor.bench.internal.swap;

import java.io.Serializable;
import java.util.List;

/**
 * All trials in one framework.
 *
 * @param seed of the random pauses
 * @param trials in the order in which they were made
 */
public record SwapResult(long seed, List<SwapTrial> trials) implements Serializable {}
