package org.prmonitor.bench.internal.host;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a workload in a framework in a JVM of its own: what one measurement leaves behind, in the heap or in what the compilers
 * have learnt, must not be in the next one.
 */
public final class Worker {

    private Worker() {}

    /**
     * Runs it to its end. What it has to say while it runs goes to standard error.
     *
     * @throws BenchException when it failed; the reason is its message, or stands on standard error
     */
    public static <R extends Serializable> Measured<R> run(FrameworkKind kind, Workload<R> workload)
            throws IOException, InterruptedException, BenchException {
        var distribution = Distribution.current();
        return run(kind.label(), workload, folder -> command(distribution, kind, workload, folder));
    }

    /**
     * Runs it in {@code prmonitor ui}, which is the program that a user starts but for our bundle in it.
     *
     * @throws BenchException when it failed; the reason is its message, or stands on standard error
     */
    public static <R extends Serializable> Measured<R> runInUserInterface(Workload<R> workload)
            throws IOException, InterruptedException, BenchException {
        var distribution = Distribution.current();
        return run(UserInterface.LABEL, workload, folder -> UserInterface.command(distribution, workload, folder));
    }

    @SuppressWarnings("unchecked")
    private static <R extends Serializable> Measured<R> run(String label, Workload<R> workload, Function<Path, List<String>> command)
            throws IOException, InterruptedException, BenchException {
        try (var exchange = Exchange.create()) {
            exchange.writeWorkload(workload);
            exchange.writeProperties(workload.frameworkProperties());
            var builder = new ProcessBuilder(command.apply(exchange.folder()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(workload.environment());
            var process = builder.start();
            // Ctrl-C ends this JVM without coming back here.
            var cleanup = new Thread(() -> cleanUp(process, exchange), "prmonitor-bench-cleanup");
            Runtime.getRuntime().addShutdownHook(cleanup);
            var code = process.waitFor();
            if (!withdraw(cleanup)) {
                throw new BenchException("stopped before it was done");
            }
            if (code != 0) {
                var reason = exchange.readFailure();
                throw new BenchException(
                        reason.isEmpty() ? "the measurement in " + label + " failed (exit " + code + "); see above" : label + ": " + reason);
            }
            return (Measured<R>) exchange.readMeasured();
        }
    }

    /** False where it runs already. */
    private static boolean withdraw(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shutdownInProgress) {
            return false;
        }
    }

    private static void cleanUp(Process process, Exchange exchange) {
        try {
            process.destroyForcibly().waitFor();
            exchange.close();
        } catch (IOException left) {
            System.err.println("prmonitor: bench: could not remove '" + exchange.folder() + "': " + left);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Distribution distribution, FrameworkKind kind, Workload<?> workload, Path folder) {
        var command = JavaCommand.begin();
        command.addAll(List.of("-Djna.nosys=false", "-Djna.nounpack=true"));
        // Since 24 the JVM complains of Felix's use of Unsafe.
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(workload.jvmOptions());
        command.addAll(List.of("-cp", distribution.classPath(kind), WorkerMain.class.getName()));
        command.addAll(List.of(distribution.home().toString(), kind.name(), folder.toString()));
        return command;
    }
}
