package org.prmonitor.api.event;

import org.osgi.annotation.versioning.ProviderType;

/** The books of a hop: something did not come through. Every consumer gets it, whatever types it asked for. */
@ProviderType
public sealed interface LossEvent extends MonitorEvent permits EventsLost {}
