package org.prmonitor.rcp.internal.model;

/**
 * What a model keeps at most, besides what has ended.
 *
 * @param mostRunning running processes, 1 or more
 * @param mostLosses places where events are missing, 1 or more
 */
record ModelBounds(int mostRunning, int mostLosses) {}
