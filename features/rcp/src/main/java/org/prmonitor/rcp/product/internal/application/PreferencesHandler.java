package org.prmonitor.rcp.product.internal.application;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.services.events.IEventBroker;

/** File, Preferences. */
public final class PreferencesHandler {

    /** The view's bundle listens to it, and opens its dialog: it exports nothing that could be called. */
    private static final String TOPIC = "org/prmonitor/rcp/PREFERENCES";

    /** Asks for the dialog. */
    @Execute
    public void execute(IEventBroker broker) {
        broker.send(TOPIC, null);
    }
}
