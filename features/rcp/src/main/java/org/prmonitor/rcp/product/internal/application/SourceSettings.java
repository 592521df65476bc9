package org.prmonitor.rcp.product.internal.application;

import java.io.IOException;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.prmonitor.rcp.product.internal.Settings;

/** Hands what the command line gave to the source, which starts at a later start level: no channel is opened twice. */
@Component(service = {}, immediate = true)
public final class SourceSettings {

    /** The source's PID; its API names it too, but this bundle has no other need of it. */
    private static final String SOURCE = "org.prmonitor.source";

    /** Configures the source, where there is something to configure. */
    @Activate
    public SourceSettings(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        var values = new Hashtable<String, Object>();
        var channel = context.getProperty(Settings.CHANNEL);
        if (channel != null) {
            values.put("channel", channel);
        }
        var types = context.getProperty(Settings.TYPES);
        if (types != null) {
            values.put("types", types.split(","));
        }
        if (!values.isEmpty()) {
            admin.getConfiguration(SOURCE, "?").update(values);
        }
    }
}
