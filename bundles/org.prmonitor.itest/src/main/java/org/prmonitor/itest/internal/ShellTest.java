package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.itest.internal.ScriptedEvents.exited;
import static org.prmonitor.itest.internal.ScriptedEvents.started;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.EventHandler;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** The commands as a user types them, through Gogo. */
class ShellTest {

    @InjectBundleContext
    BundleContext context;

    @InjectService
    CommandProcessor processor;

    private ContainerSource scripted;

    @BeforeEach
    void open() throws Exception {
        scripted = new ContainerSource(context, Map.of("types", new String[] {"started", "exited"}));
    }

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    /** What a command line prints and returns. */
    private String run(String commandLine) throws Exception {
        var output = new ByteArrayOutputStream();
        try (var session = processor.createSession(new ByteArrayInputStream(new byte[0]), output, output)) {
            var result = session.execute(commandLine);
            return output.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
        }
    }

    private String failure(String commandLine) {
        return assertThrows(Exception.class, () -> run(commandLine)).toString();
    }

    @Test
    void status() throws Exception {
        var status = run("prmonitor:status");
        assertTrue(status.matches("(?s)state +running\nchannel +scripted\n.*kernel .*event-admin .*"), status);
    }

    @Test
    void listeners() throws Exception {
        var registration = context.registerService(
                MonitorEventListener.class,
                event -> {},
                FrameworkUtil.asDictionary(Map.of("prmonitor.listener.id", "shell-test", "prmonitor.listener.types", "started")));
        try {
            scripted.emit(started(4_000_030, "/a", "a"), started(4_000_031, "/a", "a"), exited(4_000_030, 0, null));
            scripted.source().await(ContainerSource.PATIENCE, status -> status.listeners().stream()
                    .anyMatch(listener -> listener.id().equals("shell-test") && listener.books().delivered() == 2));
            var row = run("prmonitor:listeners").lines().filter(line -> line.startsWith("shell-test")).toList();
            assertEquals(1, row.size(), row::toString);
            assertTrue(row.get(0).matches("shell-test +org\\.prmonitor\\.itest \\S+ +running .*"), row.get(0));
            var detail = run("prmonitor:listeners -v shell-test");
            assertTrue(detail.startsWith("id           shell-test\nbundle       org.prmonitor.itest "), detail);
            assertTrue(detail.contains(" delivered 2 + "), detail);
        } finally {
            registration.unregister();
        }
        assertEquals("no listener nobody; prmonitor:listeners lists them", failure("prmonitor:listeners nobody"));
    }

    @Test
    void tail() throws Exception {
        scripted.emit(
                started(4_000_001, "/bin/a", "a"), started(4_000_002, "/bin/b", "b\u001b[2J\u202e\n"), exited(4_000_001, 3, null));
        var two = run("prmonitor:tail -n 2").lines().toList();
        assertEquals(2, two.size(), two::toString);
        assertTrue(two.get(0).contains("4000002  b\\x1b[2J\\u202e\\n"), two.get(0));
        assertTrue(two.get(1).contains("exit 3"), two.get(1));
        var chosen = run("prmonitor:tail '(&(process.id=4000001)(event.topics=*STARTED))'").lines().toList();
        assertEquals(1, chosen.size(), chosen::toString);
        assertTrue(chosen.get(0).contains("started  4000001  a"), chosen.get(0));
        assertEquals("-n wants a number from 0 to 2147483647, not 'z'", failure("prmonitor:tail -n z"));
        assertTrue(failure("prmonitor:tail '(process.id'").startsWith("not an LDAP filter"), "a clear message");
    }

    @Test
    void tailFollowsUntilInterrupted() throws Exception {
        var lines = new LinkedBlockingQueue<String>();
        var errors = new ByteArrayOutputStream();
        try (var session = processor.createSession(new ByteArrayInputStream(new byte[0]), new LineSink(lines), errors)) {
            scripted.emit(started(4_000_010, "/bin/a", "kept"));
            var follower = new Thread(() -> execute(session, "prmonitor:tail -f -n 1 '(process.id>=4000010)'", lines), "tail -f");
            follower.start();
            assertContains("kept", next(lines));
            scripted.emit(started(7, "/bin/a", "filtered"), started(4_000_011, "/bin/a", "followed"));
            assertContains("followed", next(lines));
            assertEquals(1, handlersOfTheShell());
            // As the shell does at Ctrl-C.
            session.foregroundJob().interrupt();
            follower.join(ContainerSource.PATIENCE.toMillis());
            assertFalse(follower.isAlive(), "the command goes on");
            awaitNoHandlerOfTheShell();
        }
        assertEquals(List.of(), List.copyOf(lines));
        assertEquals("", errors.toString(StandardCharsets.UTF_8));
    }

    /** Gogo returns to its caller without waiting for the command's own thread. */
    private void awaitNoHandlerOfTheShell() {
        var deadline = System.nanoTime() + ContainerSource.PATIENCE.toNanos();
        while (handlersOfTheShell() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertEquals(0, handlersOfTheShell(), "the event handler is left behind");
    }

    private long handlersOfTheShell() {
        var services = bundle("org.prmonitor.shell").getRegisteredServices();
        return Arrays.stream(services)
                .filter(service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS)).contains(EventHandler.class.getName()))
                .count();
    }

    private static void execute(CommandSession session, String commandLine, Queue<String> failures) {
        try {
            session.execute(commandLine);
        } catch (Exception failure) {
            // How Gogo tells its own caller of an interrupted job, whatever the command did.
            if (!(failure instanceof InterruptedException)) {
                failures.add("failed: " + failure);
            }
        }
    }

    @Test
    void ps() throws Exception {
        scripted.emit(started(4_000_020, "/bin/a", "parent", "\u0007"));
        var list = run("prmonitor:ps -l");
        assertTrue(list.startsWith("    PID"), list);
        var one = run("prmonitor:ps -w --pid 4000020").lines().toList();
        assertEquals(2, one.size(), one::toString);
        assertTrue(one.get(1).endsWith("parent \\x07"), one.get(1));
        assertEquals("no process 4000099", failure("prmonitor:ps -p 4000099"));
        assertEquals("not an option: -x; see help prmonitor:ps", failure("prmonitor:ps -x"));
        assertEquals("-p wants a number from 0 to 4294967295, not 'me'", failure("prmonitor:ps -p me"));
    }

    @Test
    void channels() throws Exception {
        var lines = run("prmonitor:channels").lines().toList();
        assertTrue(lines.get(1).matches("\\* +scripted +1000 +exact .*yes: a script"), lines.get(1));
        assertEquals(1 + context.getServiceReferences(MonitorChannelProvider.class, null).size(), lines.size(), lines::toString);
    }

    @Test
    void doctor() throws Exception {
        var report = run("prmonitor:doctor");
        assertTrue(report.startsWith("scripted (ranking 1000): opens here\n"), report);
        assertTrue(report.contains("\nauto takes scripted: "), report);
    }

    @Test
    void useMovesTheSourceAndBack() throws Exception {
        var other = new ScriptedChannelProvider("other", scripted.channel.fidelity(), scripted.channel.types());
        var registration = context.registerService(MonitorChannelProvider.class, other, null);
        try {
            assertEquals("the source runs on other", run("prmonitor:use other"));
            assertEquals("other", scripted.source().status().channel());
            assertEquals("the source runs on scripted", run("prmonitor:use scripted"));
            assertEquals("scripted", scripted.source().status().channel());
            assertTrue(failure("prmonitor:use nonsense").startsWith("nothing changed: 'nonsense' is no channel; there are scripted, "));
            assertEquals("scripted", scripted.source().status().channel());
        } finally {
            registration.unregister();
        }
    }

    @Test
    void theSourceMayComeAndGo() throws Exception {
        var bundle = bundle("org.prmonitor.source");
        bundle.stop();
        try {
            for (var command : List.of("status", "listeners", "tail", "ps")) {
                assertTrue(failure("prmonitor:" + command).startsWith("no source: "), command);
            }
            assertTrue(run("prmonitor:channels").contains("scripted"));
        } finally {
            bundle.start();
        }
        scripted.awaitRunning();
        assertTrue(run("prmonitor:status").contains("running"));
    }

    private Bundle bundle(String symbolicName) {
        return Bundles.bySymbolicName(context, symbolicName);
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        var line = lines.poll(ContainerSource.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(line, "no line came");
        return line;
    }

    private static void assertContains(String part, String whole) {
        assertTrue(whole.contains(part), whole);
    }
}
