package org.prmonitor.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.Resume;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.ChannelFidelity;

/** Read as a console reads it: over a connection, by name, as open types. */
class MonitorEventSourceBeanTest {

    private static final String FRAMEWORK = "11111111-2222-3333-4444-555555555555";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    private volatile SourceStatus status = new SourceStatus(
            SourceState.RUNNING,
            "linux-ebpf",
            ChannelFidelity.EXACT,
            List.of("a remark"),
            new UUID(0, 7),
            1_000,
            List.of(new HopStatistics("kernel", 1_000, 990, 0, 4, 12.5), new HopStatistics("journal", 990, 980, 10, 0)),
            List.of(
                    new ListenerStatus(
                            "recorder",
                            "org.example.recorder 1.2.0",
                            ListenerState.BLOCKED,
                            Resume.DURABLE,
                            new HopStatistics("recorder", 980, 900, 50, 10, 0.5),
                            3,
                            "java.io.IOException: no space",
                            Duration.ofMillis(12_345),
                            null),
                    new ListenerStatus(
                            "away",
                            null,
                            ListenerState.DETACHED,
                            Resume.NOW,
                            new HopStatistics("away", 0, 0, 0, 0),
                            0,
                            null,
                            Duration.ZERO,
                            "?")));

    private MBeanRegistration register() throws Exception {
        return MBeanRegistration.register(server, new MonitorEventSourceBean(() -> status), FRAMEWORK);
    }

    private interface Reading {
        void read(MBeanServerConnection connection) throws Exception;
    }

    /** Over RMI, where whatever is no open type does not get through without its class. */
    private void remotely(Reading reading) throws Exception {
        var connector = JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, server);
        connector.start();
        try (var client = JMXConnectorFactory.connect(connector.getAddress())) {
            reading.read(client.getMBeanServerConnection());
        } finally {
            connector.stop();
        }
    }

    private static CompositeData row(Object table, String key) {
        return (CompositeData) ((TabularData) table).get(new Object[] {key}).get("value");
    }

    @Test
    void aConsoleReadsEverything() throws Exception {
        register();
        remotely(connection -> {
            var names = connection.queryNames(new ObjectName("org.prmonitor:*"), null);
            assertEquals(Set.of(new ObjectName("org.prmonitor:type=MonitorEventSource")), names);
            var name = names.iterator().next();
            assertEquals("running", connection.getAttribute(name, "State"));
            assertEquals("linux-ebpf", connection.getAttribute(name, "Channel"));
            assertEquals(ChannelFidelity.EXACT.description(), connection.getAttribute(name, "Fidelity"));
            assertEquals(List.of("a remark"), List.of((String[]) connection.getAttribute(name, "Remarks")));
            assertEquals(new UUID(0, 7).toString(), connection.getAttribute(name, "JournalId"));
            assertEquals(1_000L, connection.getAttribute(name, "LastSequence"));

            var hops = connection.getAttribute(name, "Hops");
            assertEquals(2, ((TabularData) hops).size());
            var kernel = row(hops, "kernel");
            assertEquals(1_000L, kernel.get("seen"));
            assertEquals(990L, kernel.get("delivered"));
            assertEquals(4L, kernel.get("lost"));
            assertEquals(6L, kernel.get("lag"));
            assertEquals(12.5, kernel.get("rate"));
            assertEquals(10L, row(hops, "journal").get("filtered"));

            var recorder = row(connection.getAttribute(name, "Listeners"), "recorder");
            assertEquals("org.example.recorder 1.2.0", recorder.get("bundle"));
            assertEquals("blocked", recorder.get("state"));
            assertEquals("durable", recorder.get("resume"));
            assertEquals(20L, recorder.get("lag"));
            assertEquals(3L, recorder.get("errors"));
            assertEquals("java.io.IOException: no space", recorder.get("lastError"));
            assertEquals(12_345L, recorder.get("callMillis"));
            assertNull(recorder.get("remark"));
            var away = row(connection.getAttribute(name, "Listeners"), "away");
            assertNull(away.get("bundle"));
            assertEquals("?", away.get("remark"));
        });
    }

    @Test
    void everyReadIsNew() throws Exception {
        var name = register().name();
        status = new SourceStatus(SourceState.STARTING, null, null, List.of(), new UUID(0, 7), 0, List.of(), List.of());
        assertEquals("starting", server.getAttribute(name, "State"));
        assertNull(server.getAttribute(name, "Channel"));
        assertNull(server.getAttribute(name, "Fidelity"));
        assertTrue(((TabularData) server.getAttribute(name, "Hops")).isEmpty());
    }

    @Test
    void goesWithItsRegistration() throws Exception {
        var registration = register();
        assertTrue(server.isRegistered(registration.name()));
        registration.unregister();
        assertFalse(server.isRegistered(registration.name()));
        registration.unregister();
    }

    @Test
    void aSecondFrameworkOfOneJvmHasItsOwnName() throws Exception {
        var first = register();
        var second = register();
        assertEquals("org.prmonitor:type=MonitorEventSource,framework=\"" + FRAMEWORK + "\"", second.name().toString());
        second.unregister();
        assertTrue(server.isRegistered(first.name()));
    }
}
