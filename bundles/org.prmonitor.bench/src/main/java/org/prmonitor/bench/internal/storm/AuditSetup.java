package org.prmonitor.bench.internal.storm;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * auditd with a configuration, a log and rules of its own, on a machine whose audit nobody else uses.
 *
 * <p>Rules are the whole machine's, and would stay when the bench is gone. So a shell beside the bench, the guard, puts everything back as
 * soon as its standard input ends: when it is closed here, and when the bench ends, however it does.
 */
final class AuditSetup implements ToolSetup {

    private static final String CONTROL = "auditctl";

    /** What auditd's rules are known by. */
    private static final String KEY = "prmonitor-bench";

    private static final String KERNEL_THREAD = "kauditd";

    /**
     * {@code exit_group} is how a process ends; {@code exit} is how a thread does, and with the last of its threads a process. One that is
     * killed calls neither.
     */
    private static final List<String> RULE =
            List.of("-a", "always,exit", "-F", "arch=b64", "-S", "execve,execveat,exit,exit_group", "-k", KEY);

    /** On; a message where a record is lost; any rate; the backlog of Debian's rules. */
    private static final AuditStatus MEASURED = new AuditStatus(1, 1, 0, 0, 8192);

    /** As Debian ships it, but that the log is not rotated: the oldest of a storm's records would be gone. */
    private static final String CONFIGURATION = """
            local_events = yes
            write_logs = yes
            log_file = %1$s
            log_group = root
            log_format = ENRICHED
            flush = INCREMENTAL_ASYNC
            freq = 50
            priority_boost = 4
            max_log_file = 0
            max_log_file_action = IGNORE
            space_left = 75
            space_left_action = SYSLOG
            admin_space_left = 50
            admin_space_left_action = SUSPEND
            disk_full_action = SUSPEND
            disk_error_action = SUSPEND
            q_depth = 2000
            overflow_action = SYSLOG
            plugin_dir = %2$s
            """;

    /**
     * The first argument is the folder of the configuration, the others are what auditctl sets. The daemon's process id comes on standard
     * input; it is ended only while it is the one of that folder, since ids come back. Ctrl-C is for the bench.
     */
    private static final String GUARD = """
            trap '' HUP INT TERM
            folder=$1
            shift
            is_ours() { tr '\\0' '\\n' <"/proc/$daemon/cmdline" | grep -qxF -- "$folder"; }
            read -r daemon
            cat >/dev/null
            failed=0
            %1$s -D -k %2$s || failed=1
            if [ -n "$daemon" ] && is_ours 2>/dev/null; then
                kill -TERM "$daemon"
                for glance in $(seq 200); do
                    is_ours 2>/dev/null || break
                    sleep 0.05
                done
            fi
            %1$s "$@" || failed=1
            exit $failed
            """.formatted(CONTROL, KEY);

    private static final long GLANCE_MILLIS = 10;
    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;
    private final Process guard;
    private final long kernelThread;
    /** Of the kernel's thread, which may have worked for somebody else before. */
    private final double kernelSecondsBefore;

    private AuditSetup(Path folder, Process guard, long kernelThread, double kernelSecondsBefore) {
        this.folder = folder;
        this.guard = guard;
        this.kernelThread = kernelThread;
        this.kernelSecondsBefore = kernelSecondsBefore;
    }

    /**
     * Writes the configuration, and starts the guard; nothing is changed yet.
     *
     * @throws BenchException where there is no audit, or somebody uses it
     */
    static AuditSetup prepare(Path parent) throws IOException, InterruptedException, BenchException {
        var before = status();
        before.requireUnused(control(List.of("-l")));
        var kernelThread = kernelThread();
        var kernelSecondsBefore = ProcessorSeconds.of(kernelThread);
        var folder = Files.createTempDirectory(parent, "audit");
        var plugins = Files.createDirectory(folder.resolve("plugins.d"));
        Files.writeString(folder.resolve("auditd.conf"), CONFIGURATION.formatted(log(folder), plugins));
        var guard = new ProcessBuilder(guard(folder, before)).redirectErrorStream(true).redirectOutput(folder.resolve("guard.txt").toFile()).start();
        return new AuditSetup(folder, guard, kernelThread, kernelSecondsBefore);
    }

    /** The guard of a daemon with this configuration. */
    static List<String> guard(Path folder, AuditStatus before) {
        var command = new ArrayList<>(List.of("sh", "-c", GUARD, "prmonitor-bench-guard", folder.toString()));
        command.addAll(before.options());
        return command;
    }

    private static Path log(Path folder) {
        return folder.resolve("audit.log");
    }

    @Override
    public List<List<String>> commands() {
        // In the foreground; it sets nothing by itself, and with its own folder it reads no rules.
        return List.of(List.of("auditd", "-n", "-s", "nochange", "-c", folder.toString()));
    }

    @Override
    public List<Path> outputs() {
        return List.of(log(folder));
    }

    /** Sets the rules when the kernel knows the daemon: without one it would print its records. */
    @Override
    public void started(List<Process> processes) throws IOException, InterruptedException, BenchException {
        var daemon = processes.get(0);
        guard.getOutputStream().write((daemon.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        guard.getOutputStream().flush();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (status().daemon() != daemon.pid()) {
            if (!daemon.isAlive()) {
                throw new BenchException("auditd ended with " + daemon.exitValue() + "; the reason is in syslog");
            }
            if (System.nanoTime() > deadline) {
                throw new BenchException("auditd does not register with the kernel within " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(GLANCE_MILLIS);
        }
        control(MEASURED.options());
        control(RULE);
    }

    @Override
    public double kernelSeconds() throws IOException {
        return ProcessorSeconds.of(kernelThread) - kernelSecondsBefore;
    }

    /** The rules go first: without the daemon the kernel would print what they find. */
    @Override
    public void interrupt(List<Process> processes) throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        guard.getOutputStream().close();
        if (!ProcessEnd.await(guard, PATIENCE_SECONDS) || guard.exitValue() != 0) {
            // Not by a channel, which an interrupted thread cannot read.
            try (var said = new FileInputStream(folder.resolve("guard.txt").toFile())) {
                throw new IOException("the audit's settings could not be put back: " + new String(said.readAllBytes(), StandardCharsets.UTF_8).strip()
                        + "; look at auditctl -s, and delete rules with auditctl -D -k " + KEY);
            }
        }
    }

    private static AuditStatus status() throws IOException, InterruptedException, BenchException {
        return AuditStatus.of(control(List.of("-s")));
    }

    /** What auditctl says, called with these options. */
    private static List<String> control(List<String> options) throws IOException, InterruptedException, BenchException {
        var command = new ArrayList<>(List.of(CONTROL));
        command.addAll(options);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new BenchException(missing.getMessage() + "; install auditd, and keep it stopped", missing);
        }
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        if (process.waitFor() != 0) {
            throw new BenchException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + String.join(", ", said));
        }
        return said;
    }

    private static long kernelThread() throws BenchException {
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(AuditSetup::isKernelThread)
                .findFirst()
                .orElseThrow(() -> new BenchException(
                        "the kernel's thread " + KERNEL_THREAD + " is not to be seen in /proc, and its processor time is a part of auditd's"));
    }

    private static boolean isKernelThread(long processId) {
        try {
            return Files.readString(Path.of("/proc/" + processId + "/comm")).strip().equals(KERNEL_THREAD);
        } catch (IOException gone) {
            return false;
        }
    }
}
