package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.MonitorEventSource;

/** Configuration Admin: a change takes effect without a restart; nonsense is refused by name, and the old setting stays. */
class ConfigurationTest {

    @InjectBundleContext
    BundleContext context;

    private Handlers handlers;
    private ContainerSource scripted;
    private MonitorEventSource before;

    @BeforeEach
    void open() throws Exception {
        handlers = new Handlers(context);
        scripted = new ContainerSource(context, Map.of("types", "started"));
        assertEquals(List.of("STARTED 10", "STARTED 11"), published());
        before = scripted.source();
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    /** What is published of four events of a kernel. */
    private List<String> published() throws InterruptedException {
        handlers.clear();
        var first = ScriptedEvents.newGeneration();
        scripted.emit(
                started(first + 10, "/a", "a"), started(first + 11, "/b", "b"), exited(first + 10, 1, null), exited(first + 11, 0, null));
        return handlers.actions("everything");
    }

    private void assertNotRestarted() throws InterruptedException {
        assertSame(before, scripted.source());
    }

    @Test
    void otherTypes() throws Exception {
        scripted.configure(Map.of("types", new String[] {"exited"}));
        assertEquals(List.of("EXITED 10", "EXITED 11"), published());
        scripted.configure(Map.of("types", new String[] {"exited", "started"}));
        assertEquals(List.of("STARTED 10", "STARTED 11", "EXITED 10", "EXITED 11"), published());
        assertNotRestarted();
    }

    @Test
    void anotherFilter() throws Exception {
        scripted.configure(Map.of("types", "started", "filter", "(image.path=/b)"));
        assertEquals(List.of("STARTED 11"), published());
        scripted.configure(Map.of("types", "started", "filter", "(image.path=/a)"));
        assertEquals(List.of("STARTED 10"), published());
        assertNotRestarted();
    }

    @Test
    void anotherRing() throws Exception {
        scripted.configure(Map.of("types", "started", "ringBytes", 1 << 16));
        assertEquals(1 << 16, scripted.ringBytes());
        assertEquals(List.of("STARTED 10", "STARTED 11"), published());
        assertNotRestarted();
    }

    @ParameterizedTest
    @CsvSource({"types, walked", "filter, (image.path", "ringBytes, -1", "journalEvents, 0", "lingerMillis, -5", "channel, ''"})
    void nonsenseIsRefusedByNameAndTheOldSettingStays(String property, String value) throws Exception {
        var settings = new HashMap<String, Object>(Map.of("types", "started", "filter", "(image.path=/b)", "ringBytes", 1 << 16));
        scripted.configure(settings);
        settings.put("channel", scripted.channel.name());
        try (var log = new LogWatch(context)) {
            settings.put(property, value);
            scripted.update(settings);
            assertNotNull(log.await(property, value));
        }
        assertEquals(List.of("STARTED 11"), published());
        assertEquals(1 << 16, scripted.ringBytes());
        assertNotRestarted();
    }
}
