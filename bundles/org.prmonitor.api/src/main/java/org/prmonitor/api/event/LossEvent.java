package org.prmonitor.api.event;

/** The books of a hop: something did not come through. Every consumer gets it, whatever types it asked for. */
public sealed interface LossEvent extends MonitorEvent permits EventsLost {}
