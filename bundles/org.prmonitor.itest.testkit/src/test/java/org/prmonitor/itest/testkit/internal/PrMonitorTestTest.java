package org.prmonitor.itest.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.testkit.EventProbe;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** What a class of tests gets. */
@PrMonitorTest
class PrMonitorTestTest {

    private static final ScriptedProcess SHELL = ScriptedProcess.of(42).running("/bin/sh", "sh", "-c", "exit 3");

    private long journalled = -1;

    @BeforeEach
    void lookAtTheBooks(MonitorEventSource source) {
        journalled = source.status().lastSequence();
    }

    @Test
    void aListenerGetsWhatIsEmitted(ScriptedSource scripted) throws Exception {
        var events = new CopyOnWriteArrayList<MonitorEvent>();
        scripted.listen("mine", "(exit.code>=1)", events::add);
        scripted.emit(SHELL.started(), SHELL.exited(3), ScriptedProcess.of(43).exited(0));
        scripted.settle();
        assertEquals(1, events.size(), events::toString);
        assertEquals("/bin/sh", ((ProcessExited) events.get(0)).imagePath());
    }

    @Test
    void aHandlerGetsWhatIsEmitted(ScriptedSource scripted) throws Exception {
        var paths = new ArrayList<Object>();
        scripted.handle(EventTopics.PROCESS_STARTED, event -> paths.add(event.getProperty("image.path")));
        scripted.emit(SHELL.started());
        scripted.settle();
        assertEquals(List.of("/bin/sh"), paths);
    }

    @Test
    void aProbeWaits(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(SHELL.started(), SHELL.exited(3));
        assertEquals("/bin/sh", probe.await(ProcessStarted.class).imagePath());
        assertEquals(3, probe.await(ProcessExited.class).exitCode());
        probe.noMore();
    }

    @Test
    void allParametersAreOfOneSource(
            ScriptedSource scripted, EventProbe probe, ScriptedChannelProvider channel, MonitorEventSource source, BundleContext context)
            throws Exception {
        assertSame(scripted.probe(), probe);
        assertSame(scripted.channel(), channel);
        assertSame(scripted.source(), source);
        assertSame(scripted.context(), context);
    }

    @Test
    void theConfigurationIsReplacedWhileTheSourceRuns(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.configure(Map.of("types", "forked", "ringBytes", 1 << 20));
        assertEquals(1 << 20, scripted.channel().openChannels().get(0).options().ringBytes());
        scripted.emit(SHELL.forked());
        probe.exactlyOnce(SHELL.forked());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyInvocationHasABooksOfItsOwn(long count, ScriptedSource scripted) throws Exception {
        assertEquals(0, journalled);
        for (var number = 0; number < count; number++) {
            scripted.emit(ScriptedProcess.of(100 + number).exited(0));
        }
        scripted.settle();
        assertEquals(count, scripted.source().status().lastSequence());
    }

    @Nested
    class Inner {

        @Test
        void hasAnEmptyJournalToo(EventProbe probe, BundleContext context) throws Exception {
            assertEquals(0, journalled);
            probe.noMore();
            assertNotEquals(null, context);
        }
    }
}
