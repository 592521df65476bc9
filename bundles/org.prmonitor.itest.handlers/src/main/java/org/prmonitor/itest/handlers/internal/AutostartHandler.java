package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventFilter;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes what was put successfully where Windows starts programs from, chosen by the end of a path and a number. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=autostart")
@EventTopics("org/prmonitor/event/RegistryEvent/VALUE_SET")
@EventFilter("(&(registry.key=*\\\\Run)(registry.type=REG_SZ)(registry.status>=0))")
public final class AutostartHandler extends RecordingHandler {}
