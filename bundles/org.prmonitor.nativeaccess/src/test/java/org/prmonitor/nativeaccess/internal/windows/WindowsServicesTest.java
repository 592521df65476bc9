package org.prmonitor.nativeaccess.internal.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.LINUX)
class WindowsServicesTest {

    private final Map<String, Dictionary<?, ?>> registered = new LinkedHashMap<>();

    private WindowsServices start(Map<String, String> properties) {
        var loader = getClass().getClassLoader();
        var context = (BundleContext) Proxy.newProxyInstance(loader, new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "registerService" -> {
                        var name = ((Class<?>) arguments[0]).getSimpleName();
                        registered.put(name, (Dictionary<?, ?>) arguments[2]);
                        yield Proxy.newProxyInstance(
                                loader, new Class<?>[] {ServiceRegistration.class}, (registration, unregister, none) -> {
                                    registered.remove(name);
                                    return null;
                                });
                    }
                    default -> throw new AssertionError("not expected: " + method);
                });
        return new WindowsServices(context, new RecordingLogger().logger());
    }

    @Test
    void onAnotherSystemThereIsNoChannel() {
        start(Map.of("prmonitor.command", "run"));
        assertEquals(Map.of(), registered);
    }

    @Test
    void overABridgeThereIsOneAndItGoesWithTheBundle() {
        var services = start(Map.of(WindowsSettings.BRIDGE, "/tmp/drivers"));
        assertEquals(List.of("MonitorChannelProvider"), List.copyOf(registered.keySet()));
        assertEquals(300, registered.get("MonitorChannelProvider").get("service.ranking"));
        services.deactivate();
        assertEquals(Map.of(), registered);
    }

    @Test
    void theCommandIsThereWhenItIsAskedFor() {
        for (var command : List.of("driver-install", "driver-uninstall", "driver-status")) {
            var services = start(Map.of("prmonitor.command", command));
            assertEquals(command, registered.get("Callable").get("prmonitor.command"));
            assertEquals(true, registered.get("Callable").get("main.thread"));
            services.deactivate();
            assertEquals(Map.of(), registered);
        }
        assertThrows(IllegalArgumentException.class, () -> start(Map.of("prmonitor.command", "driver-nonsense")));
    }
}
