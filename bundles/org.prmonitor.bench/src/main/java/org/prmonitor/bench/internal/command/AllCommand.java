package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.decimal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.report.MarkdownTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prmonitor bench all}. */
@Command(
        name = AllCommand.NAME,
        description = "Runs every command in turn: one Markdown document, one JSON file, and one answer.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal of every command is met", " 1:a goal is not met, or a command could not be run", " 2:wrong use"},
        footer = {
            "",
            "A command that cannot run here (no root, no Wine, no display) is named with the",
            "reason, and counts as not met unless --skip names it. As they are, they take",
            "more than an hour; with --quick about five minutes on a machine that does nothing",
            "else. It is said before they begin, and for which that is only calculated."
        })
final class AllCommand implements Callable<Integer> {

    static final String NAME = "all";

    @Option(names = "--quick", description = "With settings that are too short for figures, but long enough to see that all of it runs.")
    private boolean quick;

    @Option(names = "--peers", description = "Beside the field's tools, too, where a command has them.")
    private boolean peers;

    @Option(names = "--skip", paramLabel = "NAME", split = ",", description = "Commands that are not to be run; separated by commas.")
    private Set<String> skipped = Set.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private @Nullable ReportOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        var own = Objects.requireNonNull(spec).commandLine();
        var names = commands();
        for (var name : skipped) {
            if (!names.contains(name)) {
                throw new ParameterException(own, "--skip: one of " + String.join(", ", names) + ", not '" + name + "'");
            }
        }
        var run = names.stream().filter(name -> !skipped.contains(name)).toList();
        var error = own.getErr();
        error.println("prmonitor: bench: all: " + announcement(run, quick, peers));
        error.flush();
        var out = common.out();
        out.println("# prmonitor bench all" + (quick ? " --quick" : ""));
        var folder = Files.createTempDirectory("prmonitor-bench-all-");
        try {
            var results = new ArrayList<PartResult>();
            for (var name : names) {
                results.add(skipped.contains(name) ? PartResult.skipped(name) : run(name, folder, out, error));
            }
            out.println();
            out.println("## Summary");
            out.println();
            out.println(summary(results));
            var judged = results.stream().filter(result -> result.outcome() != PartResult.Outcome.SKIPPED).map(PartResult::goal).toList();
            var settings = new TreeMap<>(Map.of("quick", quick, "peers", peers, "skipped", List.copyOf(skipped)));
            return common.finish(settings, List.of(), results, judged);
        } finally {
            delete(folder);
        }
    }

    /** Every command but this one, in the order in which help lists them. */
    private List<String> commands() {
        return Objects.requireNonNull(spec).parent().subcommands().keySet().stream().filter(name -> !name.equals(NAME)).toList();
    }

    /** How long these commands will take, and of which nobody has seen it. */
    static String announcement(List<String> names, boolean quick, boolean peers) {
        var seconds = 0L;
        var calculated = new ArrayList<String>();
        for (var name : names) {
            var own = AllPlan.of(name).cost(quick);
            var beside = AllPlan.peers(name).cost(quick);
            seconds += own.duration().toSeconds() + (peers ? beside.duration().toSeconds() : 0);
            if (!own.measured() || peers && !beside.measured()) {
                calculated.add(name);
            }
        }
        var minutes = Duration.ofSeconds(seconds).plusMinutes(1).toMinutes();
        return String.join(", ", names) + ": about " + minutes + (minutes == 1 ? " minute" : " minutes") + " in all"
                + (calculated.isEmpty() ? "" : ", calculated and not measured for " + String.join(", ", calculated));
    }

    private PartResult run(String name, Path folder, PrintWriter out, PrintWriter error) {
        error.println("prmonitor: bench: all: " + name + " ...");
        error.flush();
        var report = folder.resolve(name + ".json");
        var said = new StringWriter();
        var complaint = new StringWriter();
        var begin = System.nanoTime();
        // A command line of its own: what an option was set to once it would keep.
        var line = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(complaint));
        var code = line.execute(arguments(line, name, report));
        var result = PartResult.of(
                name, code, said.toString(), complaint.toString(), (System.nanoTime() - begin) / 1e9, Files.exists(report) ? report : null);
        out.println();
        out.println("## prmonitor bench " + name);
        out.println();
        out.println(result.reason().isEmpty() ? said.toString().strip() : "Not run: " + result.reason());
        out.flush();
        return result;
    }

    private String[] arguments(CommandLine line, String name, Path report) {
        var arguments = new ArrayList<>(List.of(name, "--json=" + report));
        if (quick) {
            arguments.addAll(AllPlan.of(name).options());
        }
        if (peers && line.getSubcommands().get(name).getCommandSpec().findOption("--peers") != null) {
            arguments.add("--peers");
        }
        return arguments.toArray(String[]::new);
    }

    static MarkdownTable summary(List<PartResult> results) {
        var table = new MarkdownTable("command", "result", "goals met", "of", "s");
        for (var result : results) {
            table.row(
                    result.command(),
                    result.outcome() + (result.reason().isEmpty() ? "" : ": " + result.reason().replace('\n', ' ')),
                    result.goalsMet(),
                    result.goals(),
                    decimal(result.seconds(), 0));
        }
        return table;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
