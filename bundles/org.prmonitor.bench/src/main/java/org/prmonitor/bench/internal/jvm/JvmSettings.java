package org.prmonitor.bench.internal.jvm;

import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param steps which
 * @param rounds how often every step is measured, in turn; a JVM of its own each time
 * @param millis the length of an iteration; a round of a step has {@link JvmRun#ITERATIONS}, after as many to warm up
 */
public record JvmSettings(List<JvmStep> steps, int rounds, int millis) {}
