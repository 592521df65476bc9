package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes every start. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=started")
@EventTopics("org/prmonitor/event/ProcessEvent/STARTED")
public final class StartedHandler extends RecordingHandler {}
