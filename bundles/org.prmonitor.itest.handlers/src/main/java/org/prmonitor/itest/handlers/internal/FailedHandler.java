package org.prmonitor.itest.handlers.internal;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventFilter;
import org.osgi.service.event.propertytypes.EventTopics;

/** Takes every exit that was no success, chosen by a number. */
@Component(service = {EventHandler.class, Supplier.class}, property = "handler=failed")
@EventTopics("org/prmonitor/event/ProcessEvent/EXITED")
@EventFilter("(|(exit.code>=1)(exit.signal=*))")
public final class FailedHandler extends RecordingHandler {}
