package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventListener;

/** Services and bundles of a real framework, that come, change, go and fail. */
@Timeout(60)
class ListenerWhiteboardTest {

    private static final String BUNDLE = "org.example.watcher";

    private final LaneFixture fixture = new LaneFixture();
    private Felix framework;
    private ListenerWhiteboard whiteboard;
    private Bundle bundle;

    @BeforeEach
    void open(@TempDir Path cache) throws Exception {
        framework = new Felix(Map.of(
                Constants.FRAMEWORK_STORAGE, cache.toString(),
                "felix.log.level", "0"));
        framework.start();
        whiteboard = new ListenerWhiteboard(framework.getBundleContext(), fixture.lane);
        bundle = framework.getBundleContext().installBundle("test:watcher", jar("1.0.0"));
        bundle.start();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
        whiteboard.close();
        framework.stop();
        framework.waitForStop(30_000);
    }

    @Test
    void anUpdatedBundleGoesOnWhereItLeftOff() throws Exception {
        whiteboard.open();
        var before = new RecordingListener();
        register(before, Map.of("prmonitor.listener.id", "a"));
        fixture.append(3);
        before.await(3);
        update("1.0.1");
        fixture.append(2);
        var after = new RecordingListener();
        register(after, Map.of("prmonitor.listener.id", "a"));
        assertEquals(List.of("4", "5"), after.await(2).texts());
        assertEquals(3, before.count());
        assertEquals(BUNDLE + " 1.0.1", fixture.settled("a").bundle());
        assertEquals(
                "listener a: bundle org.example.watcher 1.0.1 took over from org.example.watcher 1.0.0 after event 3, 2 waiting",
                fixture.log.infos().get(1));
    }

    @Test
    void whoIsThereBeforeItOpensIsServedAndNobodyAfterItCloses() {
        var listener = new RecordingListener();
        register(listener, Map.of());
        whiteboard.open();
        fixture.append(1);
        listener.await(1);
        var id = BUNDLE + "/" + RecordingListener.class.getName();
        assertEquals(ListenerState.RUNNING, fixture.status(id).state());
        whiteboard.close();
        assertEquals(ListenerState.DETACHED, fixture.status(id).state());
        assertNull(bundle.getRegisteredServices()[0].getUsingBundles(), "given back");
    }

    @Test
    void itRunsUnderTheClassLoaderOfItsBundle() {
        whiteboard.open();
        var listener = new RecordingListener();
        register(listener, Map.of("component.name", "Watcher"));
        fixture.append(1);
        listener.await(1);
        assertSame(bundle.adapt(BundleWiring.class).getClassLoader(), listener.contextClassLoader());
        assertNotSame(getClass().getClassLoader(), listener.contextClassLoader());
        assertEquals("prmonitor-listener-" + BUNDLE + "/Watcher", listener.thread().getName());
        assertTrue(listener.thread().isDaemon());
    }

    @Test
    void changedServicePropertiesTakeEffect() {
        whiteboard.open();
        var listener = new RecordingListener();
        var registration = register(listener, Map.of("prmonitor.listener.id", "a", "prmonitor.listener.filter", "(sequence"));
        assertEquals(ListenerState.REFUSED, fixture.status("a").state());
        registration.setProperties(new Hashtable<>(
                Map.of("prmonitor.listener.id", "a", "prmonitor.listener.filter", "(sequence=2)")));
        fixture.append(3);
        assertEquals(List.of("2"), listener.await(1).texts());
        fixture.settled("a");
        registration.setProperties(new Hashtable<>(Map.of("prmonitor.listener.id", "b")));
        fixture.append(1);
        assertEquals(List.of("2", "4"), listener.await(2).texts());
        assertEquals(ListenerState.DETACHED, fixture.status("a").state());
        registration.unregister();
        assertEquals(ListenerState.DETACHED, fixture.status("b").state());
    }

    @Test
    void aBundleMayStopAndUpdateItselfFromWithinACall() {
        whiteboard.open();
        var after = new RecordingListener();
        var before = new RecordingListener(event -> {
            if (event.sequence() == 2) {
                update("2.0.0");
                register(after, Map.of("prmonitor.listener.id", "a"));
            }
        });
        register(before, Map.of("prmonitor.listener.id", "a"));
        fixture.append(4);
        assertEquals(List.of("3", "4"), after.await(2).texts());
        assertEquals(List.of("1", "2"), before.texts());
        assertEquals(4, fixture.settled("a").books().delivered());
        assertEquals(List.of(), fixture.log.warnings());
    }

    @Test
    void aServiceThatCannotBeHadHarmsNobody() {
        whiteboard.open();
        bundle.getBundleContext().registerService(MonitorEventListener.class, new ServiceFactory<MonitorEventListener>() {
            @Override
            public MonitorEventListener getService(Bundle user, ServiceRegistration<MonitorEventListener> registration) {
                throw new IllegalStateException("cannot be made");
            }

            @Override
            public void ungetService(
                    Bundle user, ServiceRegistration<MonitorEventListener> registration, MonitorEventListener service) {
                throw new IllegalStateException("was never made");
            }
        }, null);
        var listener = new RecordingListener();
        register(listener, Map.of("prmonitor.listener.id", "a"));
        fixture.append(1);
        listener.await(1);
        assertEquals(1, fixture.lane.statuses().size());
    }

    private ServiceRegistration<MonitorEventListener> register(MonitorEventListener listener, Map<String, ?> properties) {
        return bundle.getBundleContext()
                .registerService(MonitorEventListener.class, listener, new Hashtable<>(properties));
    }

    private void update(String version) throws BundleException, IOException {
        bundle.update(jar(version));
    }

    private static InputStream jar(String version) throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, BUNDLE);
        main.putValue(Constants.BUNDLE_VERSION, version);
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
