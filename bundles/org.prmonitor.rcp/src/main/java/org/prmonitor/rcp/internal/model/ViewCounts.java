package org.prmonitor.rcp.internal.model;

/**
 * How many there are at a frame's time.
 *
 * @param running processes that run, forked ones included
 * @param ended processes that have ended and are kept
 * @param shown lines of the frame
 * @param hidden rows that the filter and the kinds leave out; what is merely folded away is not counted
 * @param forgotten rows that the bounds pushed out, since the model began
 */
public record ViewCounts(int running, int ended, int shown, int hidden, long forgotten) {}
