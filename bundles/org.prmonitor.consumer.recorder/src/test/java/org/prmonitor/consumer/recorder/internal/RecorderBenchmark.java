package org.prmonitor.consumer.recorder.internal;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.consumer.recorder.internal.Recordings.FixedJournal;
import org.prmonitor.consumer.recorder.internal.Recordings.KeptLog;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;

/**
 * How many lines a second one recorder writes, how long they are, and what they cost: starts and exits as {@code linux-ebpf} brings them, in
 * batches of 256, rotated at 64 MB and compressed, once with each policy. Arguments: a folder, how many events.
 *
 * <p>After {@code mvn package}, from this bundle's folder: {@code java -cp
 * target/classes:target/test-classes:../org.prmonitor.api/target/classes:JACKSON_CORE_JAR
 * org.prmonitor.consumer.recorder.internal.RecorderBenchmark /var/tmp/recording 1000000}, where the distribution has
 * {@code bundles/jackson-core.jar}.
 */
final class RecorderBenchmark {

    private static final int BATCH = 256;
    private static final int ROTATE_BYTES = 64 * 1024 * 1024;

    private RecorderBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var count = Long.parseLong(arguments[1]);
        System.out.println("policy      lines/s   bytes/line  MB/s   worst batch, ms   µs of its thread a line");
        // The first round is for the compiler.
        run(folder.resolve("warm-up"), SyncPolicy.NEVER, count / 4);
        for (var policy : SyncPolicy.values()) {
            System.out.println(run(folder.resolve(policy.name()), policy, count));
        }
    }

    private static String run(Path folder, SyncPolicy policy, long count) throws Exception {
        var bounds = new RecordingBounds(ROTATE_BYTES, Duration.ZERO, 2, Long.MAX_VALUE);
        var log = new KeptLog();
        var worst = 0L;
        var cpu = 0L;
        var thread = ManagementFactory.getThreadMXBean();
        var bytes = 0L;
        var active = folder.resolve("prmonitor.ocsf.jsonl");
        var began = System.nanoTime();
        try (var recorder = Recordings.recorder(new FixedJournal(), log, Clock.systemUTC())) {
            recorder.configure(new RecorderSettings(folder, bounds, policy, Duration.ofSeconds(1)));
            for (var sequence = 1L; sequence <= count; sequence += BATCH) {
                var batch = batch(sequence);
                var before = System.nanoTime();
                var cpuBefore = thread.getCurrentThreadCpuTime();
                recorder.record(batch);
                cpu += thread.getCurrentThreadCpuTime() - cpuBefore;
                worst = Math.max(worst, System.nanoTime() - before);
                if (sequence == 1) {
                    bytes = Files.size(active) / BATCH;
                }
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        log.lines.forEach(System.out::println);
        var rate = count / seconds;
        return String.format(
                Locale.ROOT, "%-9s %,9.0f   %10d  %4.0f   %15.1f   %23.2f", policy.name().toLowerCase(Locale.ROOT), rate, bytes, rate * bytes / 1e6,
                worst / 1e6, cpu / 1e3 / count);
    }

    private static List<MonitorEvent> batch(long first) {
        var events = new ArrayList<MonitorEvent>(BATCH);
        for (var sequence = first; sequence < first + BATCH; sequence++) {
            var commandLine = CommandLine.ofArguments("/usr/bin/env", "LANG=C", "ls", "-l", "/tmp/" + sequence);
            events.add(
                    sequence % 2 == 0
                            ? SampleEvents.started(sequence, "/usr/bin/ls", commandLine)
                            : new ProcessExited(
                                    SampleEvents.header(sequence), SampleEvents.LINUX, 0, null, SampleEvents.LIFETIME, "/usr/bin/ls", commandLine));
        }
        return events;
    }
}
