package org.prmonitor.jmx.internal;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** One bean in an MBean server, from its registration to its end. */
final class MBeanRegistration {

    /** Where a client finds the source. */
    static final String NAME = "org.prmonitor:type=MonitorEventSource";

    private final MBeanServer server;
    private final ObjectName name;

    private MBeanRegistration(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /**
     * Registers a bean as {@link #NAME}; where another framework in this JVM has that name, with the framework's UUID behind it.
     *
     * @param framework the framework's UUID
     * @throws JMException what the server refuses
     */
    static MBeanRegistration register(MBeanServer server, MonitorEventSourceMXBean bean, String framework) throws JMException {
        try {
            return register(server, bean, new ObjectName(NAME));
        } catch (InstanceAlreadyExistsException another) {
            return register(server, bean, withFramework(framework));
        }
    }

    private static MBeanRegistration register(MBeanServer server, MonitorEventSourceMXBean bean, ObjectName name) throws JMException {
        return new MBeanRegistration(server, server.registerMBean(bean, name).getObjectName());
    }

    private static ObjectName withFramework(String framework) throws MalformedObjectNameException {
        return new ObjectName(NAME + ",framework=" + ObjectName.quote(framework));
    }

    /** Where the bean is. */
    ObjectName name() {
        return name;
    }

    /** Takes the bean away, if nobody else has. */
    void unregister() throws JMException {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            // Any client with the rights may unregister any bean.
        }
    }
}
