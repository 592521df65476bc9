package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;
import static org.prmonitor.itest.internal.ScriptedEvents.forked;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.prmonitor.api.event.EventTopics;

/**
 * Ordinary event handler components with {@code event.topics} and {@code event.filter}, in a bundle that knows EventAdmin
 * alone, receive what they should and nothing else.
 */
class OrdinaryHandlersTest {

    @InjectBundleContext
    BundleContext context;

    private Handlers handlers;
    private ContainerSource scripted;

    @BeforeEach
    void open() throws Exception {
        handlers = new Handlers(context);
        scripted = new ContainerSource(context, Map.of("types", new String[] {"started", "forked", "exited"}));
        handlers.clear();
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    private void emitAllKinds() throws InterruptedException {
        var first = ScriptedEvents.newGeneration();
        scripted.channel.emit(
                // One of the first processes of all, which a filter on the process id leaves out.
                started(50, "/bin/bash", "bash"),
                started(first + 200, "/usr/bin/bash", "bash", "-l"),
                started(first + 201, "/bin/sh", "sh"),
                forked(first + 202, first + 201),
                exited(first + 200, 0, null),
                exited(first + 201, 3, null),
                exited(first + 202, null, 9));
        scripted.channel.lose(5);
        scripted.emit(started(first + 300, "/opt/bash", "bash"));
    }

    @Test
    void eachReceivesWhatItAskedForAndNothingElse() throws Exception {
        emitAllKinds();
        assertEquals(List.of("STARTED 50", "STARTED 200", "STARTED 201", "STARTED 300"), handlers.actions("started"));
        assertEquals(
                List.of("STARTED 50", "STARTED 200", "STARTED 201", "FORKED 202", "EXITED 200", "EXITED 201", "EXITED 202", "STARTED 300"),
                handlers.actions("processes"));
        assertEquals(
                List.of("STARTED 50", "STARTED 200", "STARTED 201", "FORKED 202", "EXITED 200", "EXITED 201", "EXITED 202", "LOST",
                        "STARTED 300"),
                handlers.actions("everything"));
        assertEquals(List.of("EXITED 201", "EXITED 202"), handlers.actions("failed"));
        // The exit of 200 names the image that the process table remembers from its start.
        assertEquals(List.of("STARTED 200", "EXITED 200", "STARTED 300"), handlers.actions("shells"));
        assertEquals(List.of("LOST"), handlers.actions("losses"));
        assertEquals(List.of(), handlers.actions("foreign"));
    }

    @Test
    void deliveredAndLostAddUpToTheHighestSequence() throws Exception {
        scripted.emit(started(1, "/first", "first"));
        var last = (Long) handlers.received("everything").get(0).get("sequence");
        emitAllKinds();
        for (var event : handlers.received("everything")) {
            var sequence = (Long) event.get("sequence");
            if (event.get("event.topics").equals(EventTopics.EVENTS_LOST)) {
                assertEquals(Map.of("count", 5L, "from", last + 1, "to", sequence, "where", "kernel"), Map.of(
                        "count", event.get("lost.count"),
                        "from", event.get("lost.from"),
                        "to", event.get("lost.to"),
                        "where", event.get("lost.where")));
                assertEquals(last + 5, sequence);
            } else {
                assertEquals(last + 1, sequence);
            }
            last = sequence;
        }
        assertEquals(scripted.source().status().lastSequence(), last);
    }

    @Test
    void propertiesHaveTheDocumentedTypes() throws Exception {
        scripted.emit(started(200, "/usr/bin/bash", "bash", "-c", "echo \u001b[2J"));
        var event = handlers.received("started").get(0);
        assertInstanceOf(Long.class, event.get("timestamp"));
        assertInstanceOf(Instant.class, event.get("time"));
        assertInstanceOf(Long.class, event.get("process.id"));
        assertInstanceOf(String.class, event.get("process.key"));
        assertEquals("scripted", event.get("channel"));
        assertEquals("/usr/bin/bash", event.get("image.path"));
        // Exact: whoever shows it to a person escapes it.
        assertEquals("bash -c echo \u001b[2J", event.get("command.line"));
        assertEquals(List.of("bash", "-c", "echo \u001b[2J"), event.get("command.args"));
        assertFalse(event.containsKey("user.id"), "what the channel does not know is absent");
        assertFalse(event.containsKey("truncated"));
    }
}
