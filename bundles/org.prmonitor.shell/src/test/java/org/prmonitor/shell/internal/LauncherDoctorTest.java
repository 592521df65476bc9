package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class LauncherDoctorTest {

    private @Nullable Callable<?> registered;
    private @Nullable Dictionary<?, ?> properties;

    private BundleContext context(@Nullable String command) {
        var loader = getClass().getClassLoader();
        return (BundleContext) Proxy.newProxyInstance(loader, new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "getProperty" -> {
                        assertEquals("prmonitor.command", arguments[0]);
                        yield command;
                    }
                    case "registerService" -> {
                        assertEquals(Callable.class, arguments[0]);
                        registered = (Callable<?>) arguments[1];
                        properties = (Dictionary<?, ?>) arguments[2];
                        yield Proxy.newProxyInstance(
                                loader, new Class<?>[] {ServiceRegistration.class}, (registration, unregister, none) -> {
                                    registered = null;
                                    return null;
                                });
                    }
                    default -> throw new AssertionError("not expected: " + method);
                });
    }

    @Test
    void isThereOnlyWhenAskedFor() {
        new LauncherDoctor(context(null));
        new LauncherDoctor(context("run"));
        assertNull(registered);
        var doctor = new LauncherDoctor(context("doctor"));
        assertNotNull(properties);
        assertEquals(true, properties.get("main.thread"));
        assertEquals("doctor", properties.get("prmonitor.command"));
        doctor.deactivate();
        assertNull(registered);
    }

    @Test
    void theExitCodeSaysWhetherAnyOpens() {
        var doctor = new LauncherDoctor(context("doctor"));
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(1, doctor.call(out));
        doctor.channels = List.of(FakeChannel.service(FakeChannel.EBPF_DENIED, 100, 1));
        assertEquals(1, doctor.call(out));
        doctor.channels = List.of(FakeChannel.service(FakeChannel.EBPF_DENIED, 100, 1), FakeChannel.service(FakeChannel.POLLING, 0, 2));
        assertEquals(0, doctor.call(out));
        assertEquals(
                List.of("none", "none", "process-polling"),
                bytes.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("auto takes "))
                        .map(line -> line.replaceFirst("auto takes ([^:]*):.*", "$1"))
                        .toList());
    }
}
