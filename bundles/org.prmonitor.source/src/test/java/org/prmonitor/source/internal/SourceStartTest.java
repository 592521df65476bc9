package org.prmonitor.source.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.SourceState;
import org.prmonitor.source.internal.listener.ListenerWhiteboard;
import org.prmonitor.source.internal.listener.RecordingListener;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** A source and the listeners that are there before it, one of which takes its time. */
@Timeout(60)
class SourceStartTest {

    private static final long LONG = SourceFixture.LONG.toNanos();

    /** Over before the listener comes, which it does not, and after it was asked for. */
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(500);

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final SourceFixture fixture = new SourceFixture().add(kernel, 1);
    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch activated = new CountDownLatch(1);
    private Felix framework;
    private BundleContext context;
    private ServiceRegistration<MonitorEventListener> registration;
    private ListenerWhiteboard whiteboard;

    @BeforeEach
    void open(@TempDir Path cache) throws Exception {
        framework = new Felix(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString(), "felix.log.level", "0"));
        framework.start();
        context = framework.getBundleContext();
        whiteboard = new ListenerWhiteboard(context, fixture.source.listeners());
        // As a component's service: it is there, and the component comes when somebody asks for it.
        registration = context.registerService(MonitorEventListener.class, new ServiceFactory<>() {
            @Override
            public MonitorEventListener getService(Bundle user, ServiceRegistration<MonitorEventListener> ours) {
                asked.countDown();
                try {
                    activated.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return listener;
            }

            @Override
            public void ungetService(Bundle user, ServiceRegistration<MonitorEventListener> ours, MonitorEventListener service) {}
        }, new Hashtable<>(Map.of("prmonitor.listener.id", "a")));
    }

    @AfterEach
    void close() throws Exception {
        activated.countDown();
        fixture.close();
        whiteboard.close();
        framework.stop();
        framework.waitForStop(30_000);
    }

    private SourceStart begin(long patienceNanos) throws InterruptedException {
        var start = new SourceStart(whiteboard, fixture.source, fixture.log, patienceNanos);
        start.begin();
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        return start;
    }

    private static boolean isStarting() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("prmonitor-start"));
    }

    @Test
    void whoIsThereIsWaitedForAndGetsTheFirstEvent() throws Exception {
        var start = begin(LONG);
        assertEquals(List.of(), kernel.openChannels());
        activated.countDown();
        fixture.awaitRunning("scripted");
        kernel.emit(ScriptedProcess.of(2).exited(0));
        assertEquals(List.of("1"), listener.await(1).texts());
        assertEquals(List.of(), fixture.log.warnings());
        start.end();
        assertFalse(isStarting());
    }

    @Test
    void whoDoesNotComeIsNamedAndTheSourceStarts() throws Exception {
        var start = begin(SHORT);
        fixture.awaitRunning("scripted");
        var warnings = fixture.log.warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("listeners that are there already do not come out of their activation, those of "
                + framework.getSymbolicName() + ": thread prmonitor-start-listeners is at "), warnings::toString);
        assertTrue(warnings.get(0).endsWith(". The source starts without them; they are served when they have come out"), warnings::toString);
        activated.countDown();
        RecordingListener.awaitTrue(() -> !isStarting());
        kernel.emit(ScriptedProcess.of(1).exited(0));
        listener.await(1);
        start.end();
    }

    @Test
    void aSourceThatEndsWhileItStartsTakesNobodyIn() throws Exception {
        var start = begin(LONG);
        start.end();
        fixture.close();
        whiteboard.close();
        assertEquals(SourceState.STOPPED, fixture.source.status().state());
        assertEquals(List.of(), kernel.openChannels());
        var warnings = fixture.log.warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("the source ends before all listeners were there, those of "), warnings::toString);
        activated.countDown();
        RecordingListener.awaitTrue(() -> !isStarting());
        assertEquals(0, listener.count());
        assertEquals(List.of(), fixture.source.status().listeners());
        assertNull(registration.getReference().getUsingBundles(), "given back");
        assertEquals(1, fixture.log.warnings().size());
    }

    /** As when the framework stops: what was asked for comes when the bundle may not even give it back. */
    @Test
    void whatComesWhenTheBundleHasNoContextAnyMoreHarmsNobody() throws Exception {
        var start = begin(LONG);
        start.end();
        fixture.close();
        whiteboard.close();
        framework.stop();
        activated.countDown();
        RecordingListener.awaitTrue(() -> !isStarting());
        assertEquals(0, listener.count());
        assertEquals(1, fixture.log.warnings().size());
    }

    @Test
    void whatCannotBeTakenInIsSaidAndTheSourceStarts() throws Exception {
        var refusing = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("addServiceListener")) {
                        throw new IllegalStateException("no services");
                    }
                    return null;
                });
        var start = new SourceStart(new ListenerWhiteboard(refusing, fixture.source.listeners()), fixture.source, fixture.log, LONG);
        start.begin();
        fixture.awaitRunning("scripted");
        assertEquals(
                List.of("listeners that are there already cannot be taken in: java.lang.IllegalStateException: no services"),
                fixture.log.warnings());
        start.end();
    }

    @Test
    void anEndThatIsAskedForTwiceIsOne() throws Exception {
        activated.countDown();
        var start = begin(LONG);
        start.end();
        start.end();
        fixture.close();
        assertEquals(SourceState.STOPPED, fixture.source.await(Duration.ofSeconds(30), now -> now.state() == SourceState.STOPPED).state());
    }
}
