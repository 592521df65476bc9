package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.MonitorEvent;

class TailCommandTest {

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<EventHandler> registered = new LinkedBlockingQueue<>();
    private final BlockingQueue<EventHandler> unregistered = new LinkedBlockingQueue<>();
    private final TailCommand command = new TailCommand(context());
    private final FakeSource source = new FakeSource(FakeSource.running("fake"));
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private @Nullable Thread follower;

    /** Knows how to register an event handler and nothing else. */
    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertEquals("registerService", method.getName());
                    var handler = (EventHandler) arguments[1];
                    registered.add(handler);
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {ServiceRegistration.class},
                            (registration, unregister, none) -> unregistered.add(handler) ? null : null);
                });
    }

    private List<String> tail(int count, String... filter) {
        var bytes = new ByteArrayOutputStream();
        command.print(false, count, new PrintStream(bytes, true, StandardCharsets.UTF_8), filter);
        return bytes.toString(StandardCharsets.UTF_8).lines().map(TailCommandTest::detail).toList();
    }

    /** Without the time, which is in this machine's zone. */
    private static String detail(String line) {
        return line.replaceFirst("^\\d\\d:\\d\\d:05\\.678 +", "").replaceAll(" +", " ");
    }

    private EventHandler follow(int count, String... filter) throws InterruptedException {
        var out = new PrintStream(new LineSink(lines), true, StandardCharsets.UTF_8);
        follower = new Thread(() -> command.print(true, count, out, filter), "tail under test");
        follower.start();
        var handler = registered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(handler, "the command registered no event handler");
        return handler;
    }

    private String nextLine() throws InterruptedException {
        var line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(line, "no line came");
        return detail(line);
    }

    private void assertFollowerEnds() throws InterruptedException {
        assertNotNull(follower);
        follower.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertTrue(!follower.isAlive(), "the command goes on");
        assertEquals(1, unregistered.size(), "the event handler is left behind");
    }

    private static Event event(MonitorEvent event) {
        return new Event(event.topic(), event.properties());
    }

    @AfterEach
    void endFollower() {
        if (follower != null) {
            follower.interrupt();
        }
    }

    @Test
    void printsTheNewest() {
        command.source = source;
        source.journal.addAll(List.of(Events.started(1, 11, "a"), Events.started(2, 12, "b"), Events.exited(3, 11, 0, null)));
        assertEquals(List.of("started 12 b (from 1)", "exited 11 exit 0 after 1.2 s: x"), tail(2));
        assertEquals(3, tail(100).size());
        assertEquals(List.of(), tail(0));
    }

    @Test
    void aFilterChoosesAmongAllThatIsKeptAndNeverHidesALoss() {
        command.source = source;
        source.journal.addAll(List.of(
                Events.started(1, 11, "a"), Events.lost(2, 3), Events.started(4, 12, "b"), Events.started(5, 11, "c"),
                Events.started(6, 13, "d")));
        assertEquals(
                List.of("started 11 a (from 1)", "lost - 2 events lost in the kernel, sequence 2 to 3", "started 11 c (from 1)"),
                tail(10, "(&(process.id<=11)(event.topics=*STARTED))"));
        assertEquals(List.of("started 12 b (from 1)"), tail(1, "(command.line=b)"));
    }

    @Test
    void nonsenseIsRefused() {
        command.source = source;
        var failure = assertThrows(CommandFailure.class, () -> tail(1, "(process.id\u001b"));
        assertTrue(failure.toString().startsWith("not an LDAP filter: "), failure.toString());
        assertTrue(!failure.toString().contains("\u001b"), failure.toString());
        assertEquals(
                "-n wants a number from 0 to 2147483647, not '-1'",
                assertThrows(CommandFailure.class, () -> command.tail(false, "-1")).toString());
    }

    @Test
    void withoutASourceItSaysSo() {
        assertTrue(assertThrows(CommandFailure.class, () -> tail(1)).toString().startsWith("no source: "));
    }

    @Test
    void followsWithoutAGapOrADuplicate() throws InterruptedException {
        command.source = source;
        source.journal.addAll(List.of(Events.started(1, 1, "a"), Events.started(2, 2, "b")));
        var handler = follow(10);
        // EventAdmin may be behind the journal: what was printed from there comes again.
        handler.handleEvent(event(Events.started(2, 2, "b")));
        handler.handleEvent(event(Events.started(3, 3, "c")));
        assertEquals("started 1 a (from 1)", nextLine());
        assertEquals("started 2 b (from 1)", nextLine());
        assertEquals("started 3 c (from 1)", nextLine());
        follower.interrupt();
        assertFollowerEnds();
    }

    @Test
    void followsASourceThatComesLaterAndTheOneAfterIt() throws InterruptedException {
        var handler = follow(10, "(process.id>=2)");
        assertEquals("no source yet; its events are shown when it comes", nextLine());
        handler.handleEvent(event(Events.started(1, 1, "a")));
        handler.handleEvent(event(Events.started(2, 2, "b")));
        assertEquals("started 2 b (from 1)", nextLine());
        handler.handleEvent(event(Events.started(1, 3, "the next source counts from one again")));
        assertEquals("started 3 the next source counts from one again (from 1)", nextLine());
    }

    @Test
    void ignoresForeignEventsOnItsTopics() throws InterruptedException {
        var handler = follow(0);
        nextLine();
        handler.handleEvent(new Event("org/prmonitor/event/Other/MADE_UP", Map.of("process.id", 1L)));
        handler.handleEvent(event(Events.started(1, 2, "real")));
        assertEquals("started 2 real (from 1)", nextLine());
    }

    @Test
    void endsWhenTheBundleStops() throws InterruptedException {
        follow(0);
        nextLine();
        command.deactivate();
        assertFollowerEnds();
    }

    @Test
    void endsWhenNobodyReads() throws InterruptedException {
        var out = new PrintStream(new LineSink(lines), true, StandardCharsets.UTF_8);
        follower = new Thread(() -> command.print(true, 0, out), "tail under test");
        follower.start();
        var handler = registered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(handler, "the command registered no event handler");
        assertEquals("no source yet; its events are shown when it comes", nextLine());
        out.close();
        handler.handleEvent(event(Events.started(1, 1, "a")));
        assertFollowerEnds();
    }

    @Test
    void aFollowerThatFallsBehindIsToldHowFar() throws InterruptedException {
        var slow = new EventFollower(event -> true, 2);
        for (var sequence = 1; sequence <= 5; sequence++) {
            slow.handleEvent(event(Events.started(sequence, sequence, "a")));
        }
        assertEquals(0, slow.take().missed());
        assertEquals(2, slow.take().event().sequence());
        slow.handleEvent(event(Events.started(6, 6, "a")));
        var next = slow.take();
        assertEquals(6, next.event().sequence());
        assertEquals(3, next.missed());
    }
}
