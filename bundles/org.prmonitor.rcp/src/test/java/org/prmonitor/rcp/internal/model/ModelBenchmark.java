package org.prmonitor.rcp.internal.model;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/**
 * What a storm costs before the user interface: 20,000 processes, 40,000 events, 10 s, 200 frames, with 10,000 ended rows kept. As fast as
 * it goes, and not in 10 s: what counts is the work, of the thread that brings events and of the one that makes frames. Argument: how
 * many storms, the first half of them for the compiler.
 *
 * <p>After {@code mvn package}, from this bundle's folder: {@code java -cp
 * target/classes:target/test-classes:../org.prmonitor.api/target/classes:OSGI_CORE_JAR
 * org.prmonitor.rcp.internal.model.ModelBenchmark 20}, where any jar will do that has {@code org.osgi.framework}.
 */
final class ModelBenchmark {

    private static final int PROCESSES = 20_000;
    private static final int FRAMES = 200;
    private static final int ALIVE = 300;
    private static final int BATCH = 64;
    private static final String CC1 = "/usr/lib/gcc/x86_64-linux-gnu/12/cc1";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Case(String name, ViewSelection selection) {}

    private ModelBenchmark() {}

    public static void main(String[] arguments) {
        var storms = Integer.parseInt(arguments[0]);
        var list = ViewSelection.ALL.withPresentation(Presentation.FLAT);
        var cases = List.of(
                new Case("tree by start", ViewSelection.ALL),
                new Case("list by start, newest first", list.withSort(Column.STARTED, true)),
                new Case("list by command", list.withSort(Column.COMMAND, false)),
                new Case("list by life time", list.withSort(Column.LIFETIME, true)),
                new Case("tree of what runs", ViewSelection.ALL.withKinds(Set.of(RowKind.RUNNING))),
                new Case("list, words", list.withFilter(RowFilter.parse("cc1 file-37"))),
                new Case("list, LDAP", list.withFilter(RowFilter.parse("(command.line=*file-37*)"))));
        System.out.println("per storm of 40,000 events and 200 frames   events, ms   frames, ms   a frame, ms: median   99 %   worst"
                + "   KB a frame   rows at the end");
        for (var one : cases) {
            String line = "";
            for (var storm = 0; storm < storms; storm++) {
                line = storm(one);
            }
            System.out.println(line);
        }
        newFilter();
    }

    /** What a key in the filter box costs: every row is judged, and the tree is laid out anew. */
    private static void newFilter() {
        var model = new ProcessModel();
        feed(model, 0, PROCESSES);
        var builder = new FrameBuilder();
        builder.update(model.takeChanges());
        for (var text : List.of("cc1 file-37", "no such word", "(command.line=*file-37*)")) {
            var filtered = ViewSelection.ALL.withFilter(RowFilter.parse(text));
            var nanos = new long[200];
            for (var run = 0; run < nanos.length; run++) {
                builder.build(ViewSelection.ALL, Instant.EPOCH, Duration.ZERO);
                var before = System.nanoTime();
                builder.build(filtered, Instant.EPOCH, Duration.ZERO);
                nanos[run] = System.nanoTime() - before;
            }
            // The first half is for the compiler.
            Arrays.sort(nanos, nanos.length / 2, nanos.length);
            System.out.printf(
                    Locale.ROOT, "new filter '%s' on %,d rows: %.2f ms%n", text, ProcessModel.DEFAULT_MOST_ENDED, nanos[nanos.length * 3 / 4] / 1e6);
        }
    }

    private static String storm(Case one) {
        var model = new ProcessModel();
        var assembly = new FrameAssembly(model);
        var request = FrameRequest.INITIAL.withSelection(one.selection());
        // As after a storm before: the rows that are kept are all there.
        feed(model, 0, PROCESSES);
        assembly.make(request, Instant.now());
        var events = 0L;
        var frames = new long[FRAMES];
        var allocated = 0L;
        var rows = 0;
        var each = 2 * PROCESSES / FRAMES;
        for (var index = 0; index < FRAMES; index++) {
            var batches = batches(2 * PROCESSES + index * each, each);
            var begun = THREADS.getCurrentThreadCpuTime();
            batches.forEach(model::accept);
            events += THREADS.getCurrentThreadCpuTime() - begun;
            var allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            var before = System.nanoTime();
            var frame = assembly.make(request, Instant.now());
            frames[index] = System.nanoTime() - before;
            allocated += THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            rows = frame == null ? rows : frame.rows().size();
        }
        var all = Arrays.stream(frames).sum();
        Arrays.sort(frames);
        return String.format(
                Locale.ROOT,
                "%-44s %10.1f %12.1f %21.2f %6.2f %7.2f %12.1f %17d",
                one.name(),
                events / 1e6,
                all / 1e6,
                frames[FRAMES / 2] / 1e6,
                frames[FRAMES * 99 / 100] / 1e6,
                frames[FRAMES - 1] / 1e6,
                allocated / 1024.0 / FRAMES,
                rows);
    }

    private static void feed(ProcessModel model, int from, int count) {
        batches(from, 2 * count).forEach(model::accept);
    }

    private static List<List<MonitorEvent>> batches(int from, int count) {
        var batches = new ArrayList<List<MonitorEvent>>();
        for (var event = from; event < from + count; event += BATCH) {
            var batch = new ArrayList<MonitorEvent>();
            for (var index = event; index < Math.min(event + BATCH, from + count); index++) {
                batch.add(event(index));
            }
            batches.add(batch);
        }
        return batches;
    }

    /** Even ones are starts, odd ones exits of what started a while ago. Every tenth process has the next nine as its children. */
    private static MonitorEvent event(int index) {
        var header = new EventHeader(index + 1, Instant.EPOCH.plusMillis(index), "benchmark");
        var number = index / 2;
        if (index % 2 == 1) {
            var ended = number - ALIVE;
            // The source names what it ran.
            return new ProcessExited(header, subject(ended), 0, null, Duration.ofMillis(2L * ALIVE), CC1, commandLine(ended));
        }
        var parent = number % 10 == 0 ? null : subject(number - number % 10).key();
        return new ProcessStarted(
                header,
                subject(number),
                parent == null ? Long.valueOf(1) : Long.valueOf(parent.processId()),
                parent,
                null,
                CC1,
                commandLine(number),
                false);
    }

    private static CommandLine commandLine(int number) {
        return CommandLine.ofArguments(
                "cc1", "-quiet", "-O2", "-Wall", "-I/usr/include", "/home/somebody/project/src/file-" + number + ".c");
    }

    private static ProcessSubject subject(int number) {
        return new ProcessSubject(new ProcessKey(1, 10_000L + number, 10_000L + number), null, 0L, 0L, null, null);
    }
}
