package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventFilter;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes every image that the kernel mapped for itself, chosen by what it does not have. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=drivers")
@EventTopics("org/prmonitor/event/ImageEvent/*")
@EventFilter("(!(process.id=*))")
public final class DriversHandler extends RecordingHandler {}
