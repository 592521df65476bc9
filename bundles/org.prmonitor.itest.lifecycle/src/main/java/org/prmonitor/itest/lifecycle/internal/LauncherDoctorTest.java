package org.prmonitor.itest.lifecycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.test.common.annotation.InjectBundleContext;

/** The launcher's doctor: a service that is there only when asked for, finds every channel, and needs no source. */
class LauncherDoctorTest {

    @InjectBundleContext
    BundleContext context;

    private Container container;

    @BeforeEach
    void stop() throws BundleException {
        container = new Container(context);
        for (var name : List.of("org.prmonitor.shell", "org.prmonitor.source", "org.prmonitor.nativeaccess")) {
            container.bundle(name).stop();
        }
    }

    @AfterEach
    void start() throws BundleException {
        System.clearProperty("prmonitor.command");
        container.bundle("org.prmonitor.shell").stop();
        for (var name : List.of("org.prmonitor.nativeaccess", "org.prmonitor.source", "org.prmonitor.shell")) {
            container.bundle(name).start();
        }
    }

    @SuppressWarnings("rawtypes")
    private List<ServiceReference<Callable>> doctors() throws InvalidSyntaxException {
        return List.copyOf(context.getServiceReferences(Callable.class, "(prmonitor.command=doctor)"));
    }

    /** On this the launcher relies: it asks when the last bundle is started, and waits for nothing. */
    @Test
    void everyChannelIsRegisteredWhenItsBundleIsStarted() throws Exception {
        container.bundle("org.prmonitor.nativeaccess").start();
        var channels = context.getAllServiceReferences("org.prmonitor.api.channel.MonitorChannelProvider", null);
        assertNotNull(channels, "no channel when start() returned");
        assertEquals(3, channels.length);
    }

    @Test
    void isThereOnlyWhenAskedFor() throws Exception {
        container.bundle("org.prmonitor.shell").start();
        assertEquals(List.of(), doctors());
    }

    @Test
    void findsEveryChannelWithoutASource() throws Exception {
        System.setProperty("prmonitor.command", "doctor");
        container.bundle("org.prmonitor.nativeaccess").start();
        container.bundle("org.prmonitor.shell").start();
        assertEquals(1, doctors().size());
        var reference = doctors().get(0);
        assertEquals(true, reference.getProperty("main.thread"));
        var report = new ByteArrayOutputStream();
        var terminal = System.out;
        System.setOut(new PrintStream(report, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, context.getService(reference).call(), "polling opens everywhere");
        } finally {
            System.setOut(terminal);
            context.ungetService(reference);
        }
        var text = report.toString(StandardCharsets.UTF_8);
        for (var name : List.of("linux-ebpf (ranking ", "linux-netlink (ranking ", "process-polling (ranking ", "\nauto takes ")) {
            assertTrue(text.contains(name), text);
        }
    }
}
