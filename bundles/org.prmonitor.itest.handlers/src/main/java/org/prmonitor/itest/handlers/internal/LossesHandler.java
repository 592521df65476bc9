package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes every loss. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=losses")
@EventTopics("org/prmonitor/event/LossEvent/LOST")
public final class LossesHandler extends RecordingHandler {}
