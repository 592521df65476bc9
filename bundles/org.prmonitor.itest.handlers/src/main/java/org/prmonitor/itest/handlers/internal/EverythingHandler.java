package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes every event. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=everything")
@EventTopics("org/prmonitor/event/*")
public final class EverythingHandler extends RecordingHandler {}
