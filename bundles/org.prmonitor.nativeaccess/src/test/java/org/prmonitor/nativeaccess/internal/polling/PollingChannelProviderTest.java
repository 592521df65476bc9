package org.prmonitor.nativeaccess.internal.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.service.log.Logger;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.nativeaccess.internal.linux.BootId;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessTableReader;
import org.prmonitor.nativeaccess.internal.linux.procfs.UptimeTimeline;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Timeout(60)
class PollingChannelProviderTest {

    private final List<String> errors = new ArrayList<>();

    private PollingChannelProvider provider(Map<String, Object> configuration) {
        return new PollingChannelProvider(recordingLogger(errors), configuration);
    }

    private static Logger recordingLogger(List<String> errors) {
        return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
            assertEquals("error", method.getName());
            errors.add(Arrays.deepToString(arguments));
            return null;
        });
    }

    @Test
    void nonsenseIsRefusedByNameAndTheOldSettingStays() {
        var provider = provider(Map.of("interval.milliseconds", 200));
        assertTrue(provider.readiness().detail().startsWith("a look every 200 ms"), provider.readiness()::detail);
        provider.configure(Map.of("interval.milliseconds", "soon"));
        assertTrue(provider.readiness().detail().startsWith("a look every 200 ms"), provider.readiness()::detail);
        assertEquals(1, errors.size());
        assertTrue(errors.get(0).contains("interval.milliseconds=soon") && errors.get(0).contains(PollingChannelProvider.PID), errors.get(0));
        provider.configure(Map.of());
        assertTrue(provider.readiness().detail().startsWith("a look every 50 ms"), provider.readiness()::detail);
        assertEquals(1, errors.size());
    }

    @Test
    void nonsenseFromTheStartIsTheDefault() {
        assertTrue(provider(Map.of("interval.milliseconds", 5)).readiness().detail().startsWith("a look every 50 ms"));
        assertEquals(1, errors.size());
    }

    @Test
    void processOfThisSystemComesAndGoes() throws Exception {
        comesAndGoes(provider(Map.of("interval.milliseconds", 10)).open(ChannelOptions.defaults()));
    }

    @Test
    void processHandlesWillDoEverywhere() throws Exception {
        comesAndGoes(new PollingChannel(ChannelOptions.defaults(), new ProcessHandleTable(), () -> Duration.ofMillis(10)));
    }

    private static void comesAndGoes(MonitorChannel channel) throws Exception {
        var sink = new RecordingSink();
        try (channel) {
            var self = channel.snapshot().stream().filter(row -> row.processId() == ProcessHandle.current().pid()).findFirst().orElseThrow();
            var java = ProcessHandle.current().info().command().orElseThrow();
            var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), UntilEndOfInput.class.getName()).start();
            while (sink.events(ProcessStarted.class).noneMatch(event -> event.processId() == process.pid())) {
                channel.await(Duration.ofSeconds(1));
                channel.drain(sink);
            }
            process.getOutputStream().close();
            assertEquals(0, process.waitFor());
            var started = sink.events(ProcessStarted.class).filter(event -> event.processId() == process.pid()).toList();
            assertEquals(self.processId(), started.get(0).parentId());
            assertEquals(self.key(), started.get(0).parentKey());
            while (sink.events(ProcessExited.class).noneMatch(event -> event.processId() == process.pid())) {
                channel.await(Duration.ofSeconds(1));
                channel.drain(sink);
            }
            var exited = sink.events(ProcessExited.class).filter(event -> event.processId() == process.pid()).toList();
            assertEquals(1, exited.size());
            assertEquals(started.get(0).processKey(), exited.get(0).processKey());
        }
    }

    /** A process that lives as long as the test wants, on every platform. */
    static final class UntilEndOfInput {
        public static void main(String[] arguments) throws Exception {
            System.in.readAllBytes();
        }
    }

    @Test
    @Requires(Requirement.LINUX)
    void onLinuxKeysAreThoseOfProc() throws Exception {
        try (var channel = provider(Map.of()).open(ChannelOptions.defaults())) {
            var self = ProcessHandle.current().pid();
            var row = new ProcessTableReader(BootId.read(), new UptimeTimeline()).read(self);
            var polled = channel.snapshot().stream().filter(found -> found.processId() == self).findFirst().orElseThrow();
            assertEquals(Objects.requireNonNull(row).key(), polled.key());
            assertEquals(row.imagePath(), polled.imagePath());
            assertEquals(row.commandLine(), polled.commandLine());
        }
    }

    @Test
    void worksWhereJnaIsNotThere() throws Exception {
        try (var loader = new WithoutJna()) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("com.sun.jna.Native"));
            var provider = (MonitorChannelProvider) loader.loadClass(PollingChannelProvider.class.getName())
                    .getConstructor(Logger.class, Map.class)
                    .newInstance(recordingLogger(errors), Map.of());
            assertFalse(provider.getClass().equals(PollingChannelProvider.class), "loaded again, without JNA in reach");
            assertTrue(provider.readiness().ready());
            comesAndGoes(provider.open(ChannelOptions.defaults()));
        }
        assertEquals(List.of(), errors);
    }

    /** Loads this bundle's classes again, and JNA's not at all. */
    private static final class WithoutJna extends URLClassLoader {

        WithoutJna() {
            super(new URL[] {PollingChannelProvider.class.getProtectionDomain().getCodeSource().getLocation()});
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.sun.jna.")) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("org.prmonitor.nativeaccess.")) {
                synchronized (getClassLoadingLock(name)) {
                    var loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    @Requires(Requirement.LINUX)
    void nothingStaysOpen() throws Exception {
        var provider = provider(Map.of());
        assertTrue(provider.readiness().ready());
        var descriptors = descriptors();
        for (var round = 0; round < 50; round++) {
            assertTrue(provider.readiness().ready());
            var channel = provider.open(ChannelOptions.defaults());
            channel.drain(new RecordingSink());
            channel.close();
        }
        assertEquals(descriptors, descriptors());
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
