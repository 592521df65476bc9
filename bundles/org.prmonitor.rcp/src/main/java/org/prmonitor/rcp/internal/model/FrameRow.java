package org.prmonitor.rcp.internal.model;

/**
 * A line of a frame. Immutable.
 *
 * @param process what it shows
 * @param depth how many ancestors are above it in the frame; 0 in a flat list
 * @param hasChildren whether it can be collapsed or expanded; never in a flat list
 * @param isExpanded whether its children are in the frame
 * @param freshness at the frame's time
 */
public record FrameRow(ProcessRow process, int depth, boolean hasChildren, boolean isExpanded, Freshness freshness) {}
