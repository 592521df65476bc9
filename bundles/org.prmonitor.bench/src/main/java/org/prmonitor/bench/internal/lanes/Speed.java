package org.prmonitor.bench.internal.lanes;

/**
 * How fast a way was in one round.
 *
 * @param perSecond events a second that the slowest consumer took
 * @param perProcessorSecond events that were handed over for each second that the threads which do it were on a processor: what
 *     a busy machine leaves alone. NaN where the JVM cannot tell, as of virtual threads
 */
record Speed(double perSecond, double perProcessorSecond) {}
