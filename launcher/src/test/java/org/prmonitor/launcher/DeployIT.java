package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.prmonitor.launcher.deployed.ConsoleRestarter;
import org.prmonitor.launcher.deployed.DeployedConsumer;
import org.prmonitor.launcher.deployed.DeployedListener;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** {@code --deploy}: somebody else's bundle comes, changes and goes while events flow. */
@Requires(Requirement.EBPF)
@Timeout(180)
class DeployIT {

    @TempDir
    private Path deploy;

    @Test
    void aJarIsInstalledUpdatedAndUninstalled() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--deploy=" + deploy)) {
            prmonitor.awaitReady();
            drop(DeployedConsumer.class, "1.0.0");
            prmonitor.awaitError("consumer 1.0.0 started"::equals);
            assertSees(prmonitor, "1.0.0", 101);

            drop(DeployedConsumer.class, "2.0.0");
            prmonitor.awaitError("consumer 1.0.0 stopped"::equals);
            prmonitor.awaitError("consumer 2.0.0 started"::equals);
            assertSees(prmonitor, "2.0.0", 102);

            Files.delete(deploy.resolve("consumer.jar"));
            prmonitor.awaitError("consumer 2.0.0 stopped"::equals);
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertEquals(1, prmonitor.error().stream().filter(line -> line.contains(" saw exit 101 ")).count(), prmonitor::describe);
            assertTrue(prmonitor.error().stream().noneMatch(line -> line.contains(" saw exit 1 ")), prmonitor::describe);
        }
    }

    /**
     * The old one is gone, the new one runs, every process that ended meanwhile came to one of the two, once and in order, and one
     * line says so. How long it took is reported: on a machine with nothing else to do, less than a second.
     */
    @Test
    void aListenerIsSwappedInOneStep() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--deploy=" + deploy)) {
            prmonitor.awaitReady();
            drop(DeployedListener.class, "1.0.0");
            prmonitor.awaitError("listener 1.0.0 started"::equals);
            var before = runSome(20);
            var running = new AtomicBoolean(true);
            var meanwhile = CompletableFuture.supplyAsync(() -> runWhile(running));
            var begin = System.nanoTime();
            drop(DeployedListener.class, "2.0.0");
            prmonitor.awaitError("listener 2.0.0 started"::equals);
            System.out.println("swap in one step: " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms from the jar to the new version");
            running.set(false);
            var expected = new ArrayList<>(before);
            expected.addAll(meanwhile.get());
            expected.addAll(runSome(20));
            var last = " saw exit 105 of " + expected.get(expected.size() - 1);
            prmonitor.awaitError(("listener 2.0.0" + last)::equals);
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);

            var stopped = prmonitor.error().indexOf("listener 1.0.0 stopped");
            assertTrue(stopped >= 0 && stopped < prmonitor.error().indexOf("listener 2.0.0 started"), prmonitor::describe);
            var seen = prmonitor.error().stream().filter(line -> line.contains(" saw exit 105 of ")).toList();
            assertEquals(expected, seen.stream().map(line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1))).toList());
            var firstOfNew = prmonitor.error().stream().filter(line -> line.startsWith("listener 2.0.0 saw ")).findFirst().orElseThrow();
            assertTrue(prmonitor.error().indexOf(firstOfNew) > stopped, prmonitor::describe);
            var swaps = prmonitor.error().stream().filter(line -> line.contains("took over from")).toList();
            assertEquals(1, swaps.size(), prmonitor::describe);
            assertTrue(
                    swaps.get(0).matches("prmonitor: .*listener " + DeployedListener.ID
                            + ": bundle somebody.else 2.0.0 took over from somebody.else 1.0.0 after event \\d+, \\d+ waiting.*"),
                    swaps.get(0));
        }
    }

    /** Process ids, in the order in which they ended. */
    private static List<Long> runSome(int count) throws IOException, InterruptedException {
        var ids = new ArrayList<Long>();
        for (var index = 0; index < count; index++) {
            ids.add(run(105));
        }
        return ids;
    }

    private static List<Long> runWhile(AtomicBoolean running) {
        var ids = new ArrayList<Long>();
        try {
            while (running.get()) {
                ids.addAll(runSome(1));
            }
            return ids;
        } catch (IOException | InterruptedException failure) {
            throw new CompletionException(failure);
        }
    }

    @Test
    void aJarThatIsThereAtTheStartHearsTheFirstEvent() throws Exception {
        drop(DeployedConsumer.class, "3.0.0");
        try (var prmonitor = PrMonitorProcess.start("--deploy=" + deploy)) {
            prmonitor.awaitReady();
            assertTrue(prmonitor.error().contains("consumer 3.0.0 started"), prmonitor::describe);
            assertSees(prmonitor, "3.0.0", 103);
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
        }
    }

    @Test
    void theConsoleItselfMayBeRestartedWhileItStreams() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--deploy=" + deploy)) {
            prmonitor.awaitReady();
            drop(ConsoleRestarter.class, "1.0.0");
            prmonitor.awaitError("restarted"::equals);
            var pid = run(104);
            prmonitor.awaitOutput(line -> line.contains("\"process.id\":" + pid + ",") && line.contains("\"exit.code\":104"));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertEquals(2, prmonitor.error().stream().filter(line -> line.startsWith("prmonitor: ready ")).count(), prmonitor::describe);
        }
    }

    private static void assertSees(PrMonitorProcess prmonitor, String version, int code) throws IOException, InterruptedException {
        run(1);
        var pid = run(code);
        var expected = "consumer " + version + " saw exit " + code + " of " + pid;
        prmonitor.awaitError(expected::equals);
    }

    private static long run(int code) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", "exit " + code).start();
        assertEquals(code, process.waitFor());
        return process.pid();
    }

    private void drop(Class<? extends BundleActivator> activator, String version) throws IOException {
        DeployedJar.drop(deploy, activator, version);
    }
}
