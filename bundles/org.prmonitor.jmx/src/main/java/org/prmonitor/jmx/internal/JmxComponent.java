package org.prmonitor.jmx.internal;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.prmonitor.api.MonitorEventSource;

/** Keeps the source's MXBean in the platform's MBean server for as long as the source is there. */
@Component(service = {}, immediate = true)
public final class JmxComponent {

    private final @Nullable Logger logger;

    /** Null where the server refused. */
    private final @Nullable MBeanRegistration registration;

    /**
     * For SCR.
     *
     * @param logger null where no log service is there
     */
    @Activate
    public JmxComponent(
            BundleContext context,
            @Reference MonitorEventSource source,
            @Reference(service = LoggerFactory.class, cardinality = ReferenceCardinality.OPTIONAL) @Nullable Logger logger) {
        this.logger = logger;
        registration = register(context.getProperty(Constants.FRAMEWORK_UUID), source);
    }

    /** For SCR. */
    @Deactivate
    public void deactivate() {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (JMException refused) {
                warn("the MBean server keeps " + registration.name() + ": " + refused);
            }
        }
    }

    private @Nullable MBeanRegistration register(String framework, MonitorEventSource source) {
        try {
            return MBeanRegistration.register(
                    ManagementFactory.getPlatformMBeanServer(), new MonitorEventSourceBean(source::status), framework);
        } catch (JMException refused) {
            warn("the MBean server did not take " + MBeanRegistration.NAME + ": " + refused);
            return null;
        }
    }

    private void warn(String line) {
        if (logger != null) {
            logger.warn(line);
        }
    }
}
