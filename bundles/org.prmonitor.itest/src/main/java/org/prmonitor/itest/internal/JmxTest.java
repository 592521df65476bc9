package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.MonitorEventListener;

/** The source in the JVM's MBean server, as a console finds it. */
class JmxTest {

    @InjectBundleContext
    BundleContext context;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private ContainerSource scripted;

    @BeforeEach
    void open() throws Exception {
        scripted = new ContainerSource(context, Map.of("types", "started"));
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    private Set<ObjectName> found() throws Exception {
        return server.queryNames(new ObjectName("org.prmonitor:*"), null);
    }

    @Test
    void tellsWhatTheStatusTells() throws Exception {
        var name = new ObjectName("org.prmonitor:type=MonitorEventSource");
        assertEquals(Set.of(name), found());
        scripted.emit(started(4_100_001, "/a", "a"), started(4_100_002, "/b", "b"));
        // Delivered is counted with the event, the rate with its batch.
        var status = scripted.source().await(Duration.ofSeconds(30), now -> now.hops().stream().allMatch(hop -> hop.rate() > 0));
        assertEquals("running", server.getAttribute(name, "State"));
        assertEquals("scripted", server.getAttribute(name, "Channel"));
        assertEquals(status.journalId().toString(), server.getAttribute(name, "JournalId"));
        assertEquals(status.lastSequence(), server.getAttribute(name, "LastSequence"));
        var hops = (TabularData) server.getAttribute(name, "Hops");
        assertEquals(status.hops().size(), hops.size());
        for (var hop : status.hops()) {
            var row = (CompositeData) hops.get(new Object[] {hop.hop()}).get("value");
            assertEquals(hop.seen(), row.get("seen"), hop::hop);
            assertEquals(hop.delivered(), row.get("delivered"), hop::hop);
            assertEquals(hop.filtered(), row.get("filtered"), hop::hop);
            assertEquals(hop.lost(), row.get("lost"), hop::hop);
            assertEquals(hop.inFlight(), row.get("lag"), hop::hop);
            assertTrue((double) row.get("rate") > 0, () -> hop.hop() + " has just delivered two");
        }
        assertEquals(status.listeners().size(), ((TabularData) server.getAttribute(name, "Listeners")).size());
    }

    @Test
    void tellsOfAListener() throws Exception {
        var taken = new CountDownLatch(1);
        var registration = context.registerService(
                MonitorEventListener.class, event -> taken.countDown(), FrameworkUtil.asDictionary(Map.of("prmonitor.listener.id", "jmx")));
        try {
            scripted.emit(started(4_100_003, "/a", "a"));
            assertTrue(taken.await(30, TimeUnit.SECONDS));
            var listeners = (TabularData) server.getAttribute(found().iterator().next(), "Listeners");
            var row = (CompositeData) listeners.get(new Object[] {"jmx"}).get("value");
            assertEquals("running", row.get("state"));
            assertEquals(1L, row.get("seen"));
            assertTrue(((String) row.get("bundle")).startsWith("org.prmonitor.itest "), row::toString);
        } finally {
            registration.unregister();
        }
    }

    @Test
    void goesWithTheSourceAndComesBackWithIt() throws Exception {
        var source = Bundles.bySymbolicName(context, "org.prmonitor.source");
        source.stop();
        try {
            assertEquals(Set.of(), found());
        } finally {
            source.start();
        }
        scripted.awaitRunning();
        assertEquals(1, found().size());
    }

    @Test
    void goesWithItsBundle() throws Exception {
        var jmx = Bundles.bySymbolicName(context, "org.prmonitor.jmx");
        jmx.stop();
        try {
            assertEquals(Set.of(), found());
        } finally {
            jmx.start();
        }
        assertFalse(found().isEmpty());
    }
}
