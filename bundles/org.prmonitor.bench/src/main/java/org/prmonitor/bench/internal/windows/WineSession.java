package org.prmonitor.bench.internal.windows;

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
import org.prmonitor.bench.internal.host.BenchException;

/**
 * A Wine of our own with the driver's test image loaded and the bridge's helper running, by {@code prefix.sh} of the driver's tests,
 * which removes all of it at the end. One thread.
 */
public final class WineSession implements AutoCloseable {

    private static final String PORT = "PRMONITOR_BRIDGE_PORT";
    private static final String TOKEN = "PRMONITOR_BRIDGE_TOKEN";
    private static final int TOKEN_BYTES = 64;

    /** A first start of Wine makes a template of some hundred files. */
    private static final int PATIENCE_SECONDS = 120;

    /** Two places, the helper's port, and that the driver is loaded: a line each. Then it waits to be told to end. */
    private static final String PROGRAM = "echo HOME=$HOME; echo WINEPREFIX=$WINEPREFIX; wine \"$0\" load \"$1\" && wine \"$2\" & read end";

    private final Path folder;
    private final Path driver;
    private final Process process;
    private final BufferedReader output;
    private final String token = UUID.randomUUID().toString();
    private final Socket lifeline;
    private final Map<String, String> environment;

    private WineSession(Path folder) throws IOException, InterruptedException, BenchException {
        this.folder = folder;
        this.driver = DriverSources.build(folder);
        var builder = new ProcessBuilder(List.of(
                "bash", driver.resolve("windows/test/wine/prefix.sh").toString(), "sh", "-c", PROGRAM, wineClient().toString(),
                image().toString(), bridge().resolve("prmonitor-bridge.exe").toString()));
        builder.environment().put(TOKEN, token);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        process = builder.start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            var home = line("HOME=");
            var prefix = line("WINEPREFIX=");
            line("loaded");
            var port = line(PORT + "=");
            // The helper ends with its last connection: this one outlives what comes and goes.
            lifeline = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
            lifeline.getOutputStream().write(Arrays.copyOf(token.getBytes(StandardCharsets.US_ASCII), TOKEN_BYTES));
            environment = Map.of(
                    PORT, port, TOKEN, token, "HOME", home, "WINEPREFIX", prefix, "WINEDEBUG", "-all", "WINEARCH", "win64", "DISPLAY", "");
        } catch (IOException | BenchException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    /**
     * Builds what runs in Wine, and starts it.
     *
     * @throws BenchException that says what is missing, or what does not start
     */
    public static WineSession start() throws IOException, InterruptedException, BenchException {
        var folder = Files.createTempDirectory("prmonitor-bench-wine-");
        try {
            return new WineSession(folder);
        } catch (IOException | InterruptedException | BenchException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** What a process needs to have its calls made there, or to run there itself. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The client in C for Windows. */
    public Path wineClient() {
        return driver.resolve("build/bench/windows_client.exe");
    }

    /** The same for Linux. */
    public Path bridgeClient() {
        return driver.resolve("build/bench/windows_client");
    }

    /** The folder of the libraries that stand for Windows' own. */
    public Path bridge() {
        return driver.resolve("build/windows/bridge");
    }

    /** The driver that is loaded, with its injector. */
    public Path image() {
        return driver.resolve("build/windows/PRMonitor-test.sys");
    }

    /** A folder for what the channel would install. */
    public Path installation() {
        return folder;
    }

    private String line(String begin) throws BenchException {
        var line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(output.readLine());
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .completeOnTimeout("nothing for " + PATIENCE_SECONDS + " s", PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!line.startsWith(begin)) {
            throw new BenchException("windows: Wine says '" + line + "' where '" + begin + "' was expected; see above");
        }
        return line.substring(begin.length()).strip();
    }

    @Override
    public void close() throws IOException {
        lifeline.close();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
