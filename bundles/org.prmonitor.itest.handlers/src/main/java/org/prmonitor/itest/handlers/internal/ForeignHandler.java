package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes somebody else's events, of which there are none. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=foreign")
@EventTopics("org/prmonitor/other/*")
public final class ForeignHandler extends RecordingHandler {}
