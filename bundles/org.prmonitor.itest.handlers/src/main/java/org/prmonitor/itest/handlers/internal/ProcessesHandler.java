package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes everything that happens to a process. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=processes")
@EventTopics("org/prmonitor/event/ProcessEvent/*")
public final class ProcessesHandler extends RecordingHandler {}
