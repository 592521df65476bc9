package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.ChannelFidelity;

class UseCommandTest {

    private final UseCommand command = new UseCommand(Duration.ofSeconds(30));
    private final FakeSource source = new FakeSource(FakeSource.running("linux-ebpf"));
    /** What Configuration Admin holds; null before there is a configuration. */
    private @Nullable Dictionary<String, Object> stored;
    /** What the source does when its configuration changes. */
    private Runnable onUpdate = () -> {};

    @BeforeEach
    void connect() {
        command.channels = List.of(FakeChannel.service(FakeChannel.EBPF, 100, 1), FakeChannel.service(FakeChannel.POLLING, 0, 2));
        command.configurationAdmin = configurationAdmin();
        command.bindSource(source);
    }

    @SuppressWarnings("unchecked")
    private ConfigurationAdmin configurationAdmin() {
        var loader = getClass().getClassLoader();
        var configuration = Proxy.newProxyInstance(loader, new Class<?>[] {Configuration.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "getProperties" -> stored;
                    case "updateIfDifferent" -> {
                        stored = (Dictionary<String, Object>) arguments[0];
                        onUpdate.run();
                        yield true;
                    }
                    default -> throw new AssertionError("not expected: " + method);
                });
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                loader, new Class<?>[] {ConfigurationAdmin.class}, (proxy, method, arguments) -> {
                    assertEquals("getConfiguration", method.getName());
                    assertEquals(List.of("org.prmonitor.source", "?"), List.of(arguments));
                    return configuration;
                });
    }

    @Test
    void changesTheChannelAndNothingElse() throws Exception {
        stored = new Hashtable<>(Map.of("channel", "auto", "types", "started", "service.pid", "org.prmonitor.source"));
        onUpdate = () -> source.become(FakeSource.running("process-polling"));
        assertEquals("the source runs on process-polling", command.use("process-polling"));
        assertEquals(
                new Hashtable<>(Map.of("channel", "process-polling", "types", "started", "service.pid", "org.prmonitor.source")), stored);
    }

    @Test
    void waitsUntilTheSourceHasChanged() throws Exception {
        onUpdate = () -> CompletableFuture.runAsync(() -> {
            source.become(new SourceStatus(SourceState.STARTING, null, null, List.of(), new UUID(0, 0), 0, List.of(), List.of()));
            source.become(FakeSource.running("process-polling"));
        });
        assertEquals("the source runs on process-polling", command.use("process-polling"));
    }

    @Test
    void followsASourceThatIsReplacedByTheChange() throws Exception {
        var next = new FakeSource(FakeSource.running("process-polling"));
        onUpdate = () -> {
            command.unbindSource(source);
            CompletableFuture.runAsync(() -> command.bindSource(next));
        };
        assertEquals("the source runs on process-polling", command.use("process-polling"));
    }

    @Test
    void aLateGoodbyeOfTheOldSourceDoesNotTakeTheNew() throws Exception {
        command.bindSource(new FakeSource(FakeSource.running("process-polling")));
        command.unbindSource(source);
        assertEquals("the source runs on process-polling", command.use("process-polling"));
    }

    @Test
    void autoIsTheBestThatOpens() throws Exception {
        command.channels = List.of(FakeChannel.service(FakeChannel.EBPF_DENIED, 100, 1), FakeChannel.service(FakeChannel.POLLING, 0, 2));
        onUpdate = () -> source.become(FakeSource.running("process-polling"));
        assertEquals("the source runs on process-polling", command.use("auto"));
        assertEquals("auto", stored.get("channel"));
    }

    @Test
    void anUnknownNameChangesNothing() {
        assertEquals(
                "nothing changed: 'etw\\x1b' is no channel; there are linux-ebpf, process-polling, and auto",
                assertThrows(CommandFailure.class, () -> command.use("etw\u001b")).toString());
        command.channels = List.of();
        assertEquals(
                "nothing changed: 'linux-ebpf' is no channel; there are none",
                assertThrows(CommandFailure.class, () -> command.use("linux-ebpf")).toString());
        assertNull(stored);
    }

    @Test
    void aChannelThatDoesNotOpenHereChangesNothing() {
        command.channels = List.of(FakeChannel.service(FakeChannel.EBPF_DENIED, 100, 1));
        assertEquals(
                "nothing changed: linux-ebpf does not open here: bpf(BPF_PROG_LOAD): Operation not permitted (EPERM)"
                        + "\\nline 2 of the log; run as root",
                assertThrows(CommandFailure.class, () -> command.use("linux-ebpf")).toString());
        assertEquals(
                "nothing changed: no channel opens here; prmonitor:doctor says why",
                assertThrows(CommandFailure.class, () -> command.use("auto")).toString());
        assertNull(stored);
    }

    @Test
    void saysWhyTheSourceDoesNotRunOnIt() {
        var impatient = new UseCommand(Duration.ofMillis(1));
        impatient.channels = command.channels;
        impatient.configurationAdmin = command.configurationAdmin;
        impatient.bindSource(source);
        onUpdate = () -> source.become(new SourceStatus(
                SourceState.RECOVERING, null, (ChannelFidelity) null, List.of("process-polling died: \u0007"), new UUID(0, 0), 0, List.of(), List.of()));
        assertEquals(
                "the source is recovering on no channel and not on process-polling after 0 s: process-polling died: \\x07",
                assertThrows(CommandFailure.class, () -> impatient.use("process-polling")).toString());
    }

    @Test
    void withoutASourceTheSettingWaitsForOne() throws Exception {
        var impatient = new UseCommand(Duration.ofMillis(1));
        impatient.channels = command.channels;
        impatient.configurationAdmin = command.configurationAdmin;
        assertEquals(
                "channel is process-polling; no source runs now, the next one will use it", impatient.use("process-polling"));
        assertEquals("process-polling", stored.get("channel"));
    }

    @Test
    void withoutConfigurationAdminItSaysSo() {
        command.configurationAdmin = null;
        assertTrue(assertThrows(CommandFailure.class, () -> command.use("auto")).toString()
                .startsWith("nothing changed: no Configuration Admin"));
    }
}
