package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** A listener that is a component and refers to the source, over starts of the source. */
class SourceReaderTest {

    /** How often the source is started. */
    private static final int STARTS = Integer.getInteger("prmonitor.itest.starts", 5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @InjectBundleContext
    BundleContext context;

    @InjectService(timeout = 30_000)
    ServiceComponentRuntime components;

    private final List<Bundle> stopped = new ArrayList<>();
    private ScriptedSource scripted;

    /**
     * Whoever is told of the source's registration first, and asks for it, makes Declarative Services activate it at once. Only where that
     * is the listener, or nobody, the listener is there when the source is activated. So all others are away, and the test comes later.
     */
    @BeforeEach
    void open() throws Exception {
        for (var user : context.getServiceReference(MonitorEventSource.class).getUsingBundles()) {
            if (user != context.getBundle()) {
                user.stop(Bundle.STOP_TRANSIENT);
                stopped.add(user);
            }
        }
        components.enableComponent(reader()).getValue();
        scripted = ScriptedSource.open(context, Map.of());
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
        components.disableComponent(reader()).getValue();
        for (var user : stopped) {
            user.start(Bundle.START_TRANSIENT);
        }
    }

    private ComponentDescriptionDTO reader() {
        return components.getComponentDescriptionDTO(FrameworkUtil.getBundle(SourceReader.class), SourceReader.NAME);
    }

    /** It is registered when the source is, before the source takes in who is there. */
    @Test
    void itIsServedFromTheFirstEventOfEveryStart() throws Exception {
        var source = Bundles.bySymbolicName(context, "org.prmonitor.source");
        for (var number = 1; number <= STARTS; number++) {
            source.stop();
            source.start();
            assertServed("at start " + number);
        }
    }

    /** Declarative Services ends what it is about to begin on another thread. */
    @Test
    void itIsServedAfterStartsThatWereStoppedAtOnce() throws Exception {
        var source = Bundles.bySymbolicName(context, "org.prmonitor.source");
        for (var number = 1; number <= STARTS; number++) {
            source.stop();
            source.start();
            // Somewhere within the start, which takes about as long.
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextInt(2_000)));
        }
        source.stop();
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("prmonitor-start")).toList());
        source.start();
        assertServed("at the last start");
    }

    private void assertServed(String when) throws InterruptedException {
        scripted.source().await(PATIENCE, status -> status.state() == SourceState.RUNNING);
        scripted.emit(ScriptedProcess.of(300).running("/bin/sh", "sh").started());
        scripted.settle();
        var reference = context.getServiceReference(SourceReader.class);
        try {
            assertEquals(1, context.getService(reference).count(), when);
        } finally {
            context.ungetService(reference);
        }
    }
}
