package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventFilter;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes shells of ordinary processes, chosen by text and number from every family. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=shells")
@EventTopics("org/prmonitor/event/*")
@EventFilter("(&(process.id>=100)(image.path=*/bash))")
public final class ShellsHandler extends RecordingHandler {}
