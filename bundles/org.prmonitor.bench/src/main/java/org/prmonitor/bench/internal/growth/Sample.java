package org.prmonitor.bench.internal.growth;

/**
 * One size in one round.
 *
 * @param perSecond events a second that the slowest consumer took
 * @param nanos of processor time for each event
 * @param heapBytes what a collection left at the end
 */
record Sample(double perSecond, double nanos, double heapBytes) {}
