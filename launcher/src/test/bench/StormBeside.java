import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The same storm of processes beside each of the field's tools, one after the other in one run: who saw every start with its
 * exact arguments, and what it cost. Prints a Markdown table. Linux, root, gcc, a built distribution; a peer that is not
 * installed or does not run is named with the reason.
 *
 * <p>{@code java launcher/src/test/bench/StormBeside.java [count] [rounds]}, from the project's folder. The bpftrace and
 * libbpf-tools peers need {@code mount -t tracefs tracefs /sys/kernel/tracing}.
 */
class StormBeside {

    /**
     * @param arguments whether it reports a process's arguments at all
     * @param command how to start it; its output goes to a file
     */
    private record Tool(String name, boolean arguments, List<String> command) {
        Tool(String name, boolean arguments, String... command) {
            this(name, arguments, List.of(command));
        }
    }

    /** One run of a tool. Seconds of user and system time, kilobytes, and how many starts it reported with exact arguments. */
    private record Run(double startCpu, double stormCpu, long peakKilobytes, int complete, double stormSeconds) {}

    private static final List<Tool> TOOLS = List.of(
            new Tool("prmonitor (JSON)", true, "launcher/target/prmonitor/bin/prmonitor", "--format=json"),
            new Tool("execsnoop (libbpf-tools)", true, "execsnoop"),
            new Tool("exitsnoop (libbpf-tools)", false, "exitsnoop"),
            new Tool("forkstat", true, "forkstat", "-e", "fork,exec,exit"),
            new Tool("bpftrace execsnoop.bt", true, "execsnoop.bt"));

    private static final long CLOCK_TICKS = 100;

    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        var folder = Files.createTempDirectory("storm");
        var storm = folder.resolve("storm");
        finish(new ProcessBuilder("gcc", "-O2", "-static", "-o", storm.toString(), "launcher/src/test/c/storm.c"));
        // Builds what is not built, once: a build in the middle of a round would be taken for a program that is ready.
        finish(new ProcessBuilder("launcher/prmonitor", "version"));
        System.out.printf(
                "%d processes, %d rounds, %s, %d processors, Linux %s%n%n",
                count, rounds, System.getProperty("java.vm.version"), Runtime.getRuntime().availableProcessors(), System.getProperty("os.version"));
        System.out.println("| tool | CPU for the storm, s (median) | CPU to start, s | peak RSS, MB | starts with exact arguments | storm took, s |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        var runs = new ArrayList<List<Run>>();
        TOOLS.forEach(tool -> runs.add(new ArrayList<>()));
        var alone = new ArrayList<Double>();
        for (var round = 0; round < rounds; round++) {
            alone.add(storm(storm, count, "alone" + round));
            for (var index = 0; index < TOOLS.size(); index++) {
                try {
                    runs.get(index).add(run(TOOLS.get(index), folder, storm, count, "p" + round + "x" + index));
                } catch (IOException notHere) {
                    if (round == 0) {
                        System.out.printf("| %s | not run: %s | | | | |%n", TOOLS.get(index).name(), notHere.getMessage());
                    }
                }
            }
        }
        for (var index = 0; index < TOOLS.size(); index++) {
            print(TOOLS.get(index), runs.get(index), count);
        }
        System.out.printf(Locale.ROOT, "| none | | | | | %.2f |%n", median(alone));
    }

    private static void print(Tool tool, List<Run> runs, int count) {
        if (runs.isEmpty()) {
            return;
        }
        var cpu = runs.stream().map(Run::stormCpu).toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f (%.2f–%.2f) | %.2f | %d | %s | %.2f |%n",
                tool.name(),
                median(cpu),
                cpu.stream().min(Double::compare).orElseThrow(),
                cpu.stream().max(Double::compare).orElseThrow(),
                median(runs.stream().map(Run::startCpu).toList()),
                runs.stream().mapToLong(Run::peakKilobytes).max().orElseThrow() / 1024,
                tool.arguments() ? String.format(Locale.ROOT, "%.2f %%", 100.0 * runs.stream().mapToInt(Run::complete).min().orElseThrow() / count) : "–",
                median(runs.stream().map(Run::stormSeconds).toList()));
    }

    private static Run run(Tool tool, Path folder, Path storm, int count, String prefix) throws Exception {
        var output = folder.resolve(prefix + ".out");
        var errors = folder.resolve(prefix + ".err");
        var process = new ProcessBuilder(tool.command()).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        try {
            var startCpu = awaitIdle(process, errors);
            var seconds = storm(storm, count, prefix);
            var endCpu = awaitIdle(process, errors);
            var peak = Long.parseLong(status(process, "VmHWM:").replaceAll("\\D", ""));
            finish(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())));
            process.waitFor(10, TimeUnit.SECONDS);
            return new Run(startCpu, endCpu - startCpu, peak, complete(output, prefix, count), seconds);
        } finally {
            process.destroyForcibly().waitFor();
            Files.deleteIfExists(output);
        }
    }

    private static double storm(Path storm, int count, String prefix) throws Exception {
        var begin = System.nanoTime();
        finish(new ProcessBuilder(storm.toString(), Integer.toString(count), prefix, "1"));
        return (System.nanoTime() - begin) / 1e9;
    }

    /** A tool is ready, or has caught up, when it has used no processor time for a second. */
    private static double awaitIdle(Process process, Path errors) throws Exception {
        var cpu = -1L;
        for (var quiet = 0; quiet < 10; quiet++) {
            Thread.sleep(100);
            if (!process.isAlive()) {
                throw new IOException("ended with " + process.exitValue() + " " + Files.readString(errors).strip().replace('\n', ' '));
            }
            // proc(5): fields 14 and 15 of stat, counted after the command's closing parenthesis
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var now = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (now > cpu + (quiet == 0 ? 0 : 1)) {
                quiet = 0;
            }
            cpu = now;
        }
        return (double) cpu / CLOCK_TICKS;
    }

    private static String status(Process process, String field) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(field)) {
                return line;
            }
        }
        throw new IOException("no " + field);
    }

    /** How many of the storm's processes appear with their exact arguments, in plain output or in JSON. */
    private static int complete(Path output, String prefix, int count) throws IOException {
        var seen = new BitSet(count);
        // execsnoop prints the executable's path where the first argument belongs
        var arguments = Pattern.compile("storm(?:-child)?[\" ,]+" + prefix + "-(\\d+)[\" ,]+([01])");
        try (var lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {
                var matcher = arguments.matcher(line);
                while (matcher.find()) {
                    var number = Integer.parseInt(matcher.group(1));
                    if (matcher.group(2).equals(number % 10 == 0 ? "1" : "0")) {
                        seen.set(number - 1);
                    }
                }
            });
        }
        return seen.cardinality();
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void finish(ProcessBuilder command) throws Exception {
        var process = command.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command.command()) + " ended with " + process.exitValue());
        }
    }
}
