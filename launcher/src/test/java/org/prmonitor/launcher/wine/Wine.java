package org.prmonitor.launcher.wine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.prmonitor.launcher.PrMonitorProcess;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;

/** A Wine of its own, with nothing in it, and the bridge's helpers running there. One test thread. */
final class Wine {

    /** The folder of the driver's sources. */
    static final Path DRIVER = Path.of("../driver").toAbsolutePath().normalize();

    /** The image that the bundle carries. */
    static final Path RELEASED_IMAGE = DRIVER.resolve("prebuilt/PRMonitor.sys");

    /** The image with the injector. */
    static final Path TEST_IMAGE = DRIVER.resolve("build/windows/PRMonitor-test.sys");

    /** A driver that does nothing but say where it was loaded. */
    static final Path OTHER_DRIVER = DRIVER.resolve("build/windows/other_driver.sys");

    private static final Path BRIDGE = DRIVER.resolve("build/windows/bridge");
    private static final String PORT = "PRMONITOR_BRIDGE_PORT";
    private static final String TOKEN = "PRMONITOR_BRIDGE_TOKEN";
    private static final int TOKEN_BYTES = 64;

    private final Process helpers;
    private final Socket lifeline;
    private final String token;
    private final String port;
    private final String privatePort;
    private final Path folder;

    private Wine(Process helpers, Socket lifeline, String token, String port, String privatePort, Path folder) {
        this.helpers = helpers;
        this.lifeline = lifeline;
        this.token = token;
        this.port = port;
        this.privatePort = privatePort;
        this.folder = folder;
    }

    /** Builds what runs in Wine, if it is not built. Once, before the first. */
    static void build() throws IOException, InterruptedException {
        var make = new ProcessBuilder(
                        "make", "--no-print-directory", "-C", DRIVER.toString(), "bridge", DRIVER.relativize(TEST_IMAGE).toString(),
                        DRIVER.relativize(OTHER_DRIVER).toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (make.waitFor() != 0) {
            throw new IOException("make -C driver bridge: " + said);
        }
        for (var library : new String[] {"kernel32", "Advapi32", "ntdll"}) {
            NativeLibrary.addSearchPath(library, BRIDGE.toString());
        }
    }

    /** Starts one, with two helpers: one for all, and one whose handles go with the process that uses it. */
    static Wine start() throws IOException {
        var token = UUID.randomUUID().toString();
        var helper = BRIDGE.resolve("prmonitor-bridge.exe").toString();
        var builder = new ProcessBuilder(
                DRIVER.resolve("windows/test/wine/prefix.sh").toString(), "sh", "-c", "wine \"$0\" & read go; wine \"$0\" & wait", helper);
        builder.environment().put(TOKEN, token);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        var helpers = builder.start();
        var output = new BufferedReader(new InputStreamReader(helpers.getInputStream(), StandardCharsets.UTF_8));
        try {
            var port = port(output);
            // Now there is a server: two that start at once both want to be the first.
            helpers.getOutputStream().write('\n');
            helpers.getOutputStream().flush();
            var privatePort = port(output);
            // A helper ends with its last connection: this one outlives what comes and goes.
            var lifeline = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
            lifeline.getOutputStream().write(Arrays.copyOf(token.getBytes(StandardCharsets.US_ASCII), TOKEN_BYTES));
            var libc = NativeLibrary.getProcess().getFunction("setenv");
            libc.invokeInt(new Object[] {PORT, port, 1});
            libc.invokeInt(new Object[] {TOKEN, token, 1});
            return new Wine(helpers, lifeline, token, port, privatePort, Files.createTempDirectory("prmonitor-drivers-"));
        } catch (IOException | RuntimeException | Error e) {
            helpers.destroy();
            throw e;
        }
    }

    /** What a helper says first, in bounded time. */
    private static String port(BufferedReader output) throws IOException {
        var line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(output.readLine());
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .completeOnTimeout("nothing in time", PrMonitorProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!line.startsWith(PORT + "=")) {
            throw new IOException("the bridge's helper said " + line);
        }
        return line.substring(PORT.length() + 1).strip();
    }

    /** Where drivers are put. */
    Path folder() {
        return folder;
    }

    /** Its functions, for this JVM. */
    Windows functions() throws IOException {
        return Windows.load();
    }

    /** Another function of {@code kernel32} or {@code Advapi32}. */
    static Function function(String library, String name) {
        return NativeLibrary.getInstance(library).getFunction(name);
    }

    /**
     * Starts the distribution.
     *
     * @param testImage in place of the image that the bundle carries; null for that one
     */
    PrMonitorProcess prmonitor(@Nullable Path testImage, String... arguments) throws IOException {
        return prmonitor(port, testImage, arguments);
    }

    /** The same, but what it has open in Wine is closed when it ends, as its own handles would be there. Once. */
    PrMonitorProcess prmonitorOfItsOwn(@Nullable Path testImage, String... arguments) throws IOException {
        return prmonitor(privatePort, testImage, arguments);
    }

    private PrMonitorProcess prmonitor(String atPort, @Nullable Path testImage, String... arguments) throws IOException {
        var options = "-Djna.library.path=" + BRIDGE + " -Dprmonitor.windows.bridge=" + folder
                + (testImage == null ? "" : " -Dprmonitor.windows.image=" + testImage);
        return PrMonitorProcess.start(List.of(), Map.of(PORT, atPort, TOKEN, token, "JAVA_OPTS", options), arguments);
    }

    /** The state of a service, {@code SERVICE_*}; -1 where there is none. */
    int serviceState(String name) throws IOException, WindowsError {
        var services = functions().services();
        var manager = services.openManager(Advapi32.MANAGER_CONNECT_AND_CREATE);
        try {
            var service = services.openService(manager, name, Advapi32.SERVICE_ALL_ACCESS);
            try {
                return services.state(service);
            } finally {
                services.closeServiceHandle(service);
            }
        } catch (WindowsError e) {
            if (e.code() == 1060) {
                return -1;
            }
            throw e;
        } finally {
            services.closeServiceHandle(manager);
        }
    }

    /** Stops a service, whoever uses it. */
    void stopService(String name) throws IOException, WindowsError {
        var services = functions().services();
        var manager = services.openManager(Advapi32.MANAGER_CONNECT_AND_CREATE);
        var service = services.openService(manager, name, Advapi32.SERVICE_ALL_ACCESS);
        services.stop(service);
        services.closeServiceHandle(service);
        services.closeServiceHandle(manager);
    }

    /** Loads a driver into the process in which PRMonitor.sys is: that of their common group. */
    void loadDriver(String name, Path image) throws IOException, WindowsError {
        var services = functions().services();
        var manager = services.openManager(Advapi32.MANAGER_CONNECT_AND_CREATE);
        var service = services.createDriverService(manager, name, name, image.toString(), "PRMonitor");
        services.start(service);
        services.closeServiceHandle(service);
        services.closeServiceHandle(manager);
    }

    /** Ends all of it. */
    void stop() throws IOException, InterruptedException {
        lifeline.close();
        helpers.destroy();
        if (!helpers.waitFor(60, TimeUnit.SECONDS)) {
            helpers.destroyForcibly().waitFor();
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
