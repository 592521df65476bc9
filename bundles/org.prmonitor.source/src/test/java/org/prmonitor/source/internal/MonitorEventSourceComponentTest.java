package org.prmonitor.source.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.EventAdmin;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.source.internal.listener.ListenerServices;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** The component as Declarative Services treats it: services before, after and without an activation. */
@Timeout(60)
class MonitorEventSourceComponentTest {

    /** A framework in which there are no services. */
    private static final BundleContext EMPTY = (BundleContext) Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> null);

    /** Of an EventAdmin that nothing is known of. */
    @SuppressWarnings("unchecked")
    private static final ServiceReference<EventAdmin> FOREIGN = (ServiceReference<EventAdmin>) Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(), new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> null);

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final RecordingEventAdmin eventAdmin = new RecordingEventAdmin();
    private final MonitorEventSourceComponent component = new MonitorEventSourceComponent();

    @Test
    void takesWhatIsThereBeforeItIsActivated() throws Exception {
        component.addChannelProvider(kernel, Map.of(Constants.SERVICE_ID, 1L));
        component.setEventAdmin(eventAdmin, FOREIGN);
        component.activate(EMPTY, Map.of("types", "exited"));
        component.await(SourceFixture.LONG, status -> status.state() == SourceState.RUNNING);
        kernel.emit(ScriptedProcess.of(1).exited(0));
        assertTrue(component.flush(SourceFixture.LONG));
        assertEquals(List.of("1 exit 1 null"), SourceFixture.texts(eventAdmin.events()));
        component.deactivate();
    }

    @Test
    void takesWhatComesAfterwards() throws Exception {
        component.activate(EMPTY, Map.of());
        component.addChannelProvider(kernel, Map.of(Constants.SERVICE_ID, 1L));
        component.await(SourceFixture.LONG, status -> status.state() == SourceState.RUNNING);
        kernel.emit(ScriptedProcess.of(1).exited(0));
        assertTrue(component.flush(SourceFixture.LONG), "without an EventAdmin there is nothing to wait for");
        component.setEventAdmin(eventAdmin, FOREIGN);
        assertTrue(component.flush(SourceFixture.LONG));
        assertEquals(1, eventAdmin.events().size());
        component.deactivate();
    }

    @Test
    void aLaterEventAdminIsNotTakenAwayByTheGoingOfAnEarlier() throws Exception {
        component.activate(EMPTY, Map.of());
        component.addChannelProvider(kernel, Map.of());
        var earlier = new RecordingEventAdmin();
        component.setEventAdmin(earlier, FOREIGN);
        component.setEventAdmin(eventAdmin, FOREIGN);
        component.unsetEventAdmin(earlier);
        component.await(SourceFixture.LONG, status -> status.state() == SourceState.RUNNING);
        kernel.emit(ScriptedProcess.of(1).exited(0));
        assertTrue(component.flush(SourceFixture.LONG));
        assertEquals(1, eventAdmin.events().size());
        assertEquals(0, earlier.events().size());
        component.deactivate();
    }

    @Test
    void isUnboundAfterItsDeactivation() throws Exception {
        component.addChannelProvider(kernel, Map.of());
        component.setEventAdmin(eventAdmin, FOREIGN);
        component.activate(EMPTY, Map.of());
        component.await(SourceFixture.LONG, status -> status.state() == SourceState.RUNNING);
        component.deactivate();
        component.unsetEventAdmin(eventAdmin);
        component.removeChannelProvider(kernel);
        component.deactivate();
        assertEquals(SourceState.STOPPED, component.status().state());
        assertEquals(List.of(), kernel.openChannels());
    }

    @Test
    void anotherRankingMayChangeTheChoice() throws Exception {
        var other = new ScriptedChannelProvider("other", kernel.fidelity(), kernel.types());
        component.addChannelProvider(kernel, Map.of(Constants.SERVICE_RANKING, 2, Constants.SERVICE_ID, 1L));
        component.addChannelProvider(other, Map.of(Constants.SERVICE_RANKING, 1, Constants.SERVICE_ID, 2L));
        component.activate(EMPTY, Map.of());
        component.await(SourceFixture.LONG, status -> "scripted".equals(status.channel()));
        component.updatedChannelProvider(other, Map.of(Constants.SERVICE_RANKING, 3, Constants.SERVICE_ID, 2L));
        var status = component.await(SourceFixture.LONG, now -> "other".equals(now.channel()));
        assertEquals("other", status.channel());
        component.deactivate();
    }

    /** As with a folder of configurations that is read after the bundles have started. */
    @Test
    void aFolderThatIsConfiguredLateIsTakenWithTheJournalThatIsThere(@TempDir Path folder) throws Exception {
        var earlier = new SourceFixture(Map.of("durableDirectory", folder.toString())).start();
        ListenerServices.add(earlier.source.listeners(), "a", "DURABLE", event -> {});
        var journalId = earlier.source.status().journalId();
        earlier.close();
        component.addChannelProvider(kernel, Map.of());
        component.activate(EMPTY, Map.of());
        var before = component.status().journalId();
        assertNotEquals(journalId, before);
        var waiting = CompletableFuture.supplyAsync(() -> awaitJournal(journalId));
        component.modified(Map.of("durableDirectory", folder.toString()));
        assertEquals(journalId, waiting.get().journalId());
        component.await(SourceFixture.LONG, status -> status.state() == SourceState.RUNNING);
        component.modified(Map.of());
        assertNotEquals(journalId, component.status().journalId());
        component.deactivate();
    }

    private SourceStatus awaitJournal(UUID journalId) {
        try {
            return component.await(SourceFixture.LONG, status -> status.journalId().equals(journalId));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aFolderThatNobodyNeedsYetChangesWithoutAWord(@TempDir Path folder) throws Exception {
        component.activate(EMPTY, Map.of());
        var journalId = component.status().journalId();
        component.modified(Map.of("durableDirectory", folder.toString()));
        assertEquals(journalId, component.status().journalId());
        component.deactivate();
    }

    @Test
    void withoutAnActivationItSaysSo() {
        assertThrows(IllegalStateException.class, component::status);
    }
}
