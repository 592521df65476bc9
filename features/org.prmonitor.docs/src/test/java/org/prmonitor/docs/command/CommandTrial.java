package org.prmonitor.docs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.block.Block;
import org.prmonitor.docs.block.ShownOutput;
import org.prmonitor.docs.command.Session.Command;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.RunningProgram;

/** Runs the commands of a block with bash, in the repository's folder, and compares what they print. */
final class CommandTrial {

    private static final String READY = "prmonitor: ready";
    private static final String SCRATCH = "SCRATCH";

    /** What a shell makes of the signal of Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private final Block block;
    private final Path scratch;

    /** @param scratch a folder that the blocks of a page share */
    CommandTrial(Block block, Path scratch) {
        this.block = block;
        this.scratch = scratch;
    }

    /**
     * Runs it.
     *
     * @throws AssertionError when it fails, or prints something else than the page says
     */
    void run() throws IOException, InterruptedException {
        assumeRequirements();
        Files.createDirectories(scratch);
        List<Command> commands = Session.of(block).commands();
        for (int i = 0; i < commands.size(); i++) {
            run(commands.get(i), i == commands.size() - 1);
        }
    }

    private void assumeRequirements() {
        var missing = Arrays.stream(block.word("requires").orElse("").split("[\\s,]+"))
                .filter(name -> !name.isEmpty())
                .flatMap(name -> Requirement.valueOf(name).missing().map(why -> name + ": " + why).stream())
                .toList();
        if ("all".equals(System.getProperty("prmonitor.require")) && !missing.isEmpty()) {
            throw new AssertionError(block.place() + ": -Dprmonitor.require=all, but " + missing);
        }
        Assumptions.assumeTrue(missing.isEmpty(), () -> String.join("; ", missing));
    }

    private void run(Command command, boolean last) throws IOException, InterruptedException {
        Duration patience = Duration.ofSeconds(Long.parseLong(block.word("timeout").orElse("30")));
        String place = block.place(command.line());
        List<String> printed;
        try (var running = start(command.text())) {
            running.endInput();
            try {
                if (last) {
                    attend(running, patience);
                }
                int code = running.awaitExit(patience);
                assertCode(place, running, code, last);
                printed = running.output();
            } finally {
                signal(running, "KILL");
            }
        } catch (AssertionError failure) {
            throw failure.getMessage().startsWith(place) ? failure : new AssertionError(place + ": " + failure.getMessage(), failure);
        }
        if (block.language().equals("console")) {
            var shown = ShownOutput.of(command.shown());
            (block.has("among") ? shown.differenceAmong(printed) : shown.difference(printed)).ifPresent(difference -> {
                throw new AssertionError(place + ": prints otherwise than the page says\n" + difference);
            });
        }
    }

    /** A session of its own, so that Ctrl-C reaches all that it started, as a terminal's does; both streams as one, as on a terminal. */
    private RunningProgram start(String command) throws IOException {
        String strict = block.language().equals("sh") ? "set -euo pipefail\n" : "";
        return Program.of("setsid", "bash", "-c", "exec 2>&1\n" + strict + command)
                .env(SCRATCH, scratch.toString())
                .env("JAVA_HOME", System.getProperty("java.home"))
                .in(Repository.ROOT)
                .start();
    }

    private void attend(RunningProgram running, Duration patience) throws IOException, InterruptedException {
        Optional<String> meanwhile = block.word("meanwhile");
        if (meanwhile.isPresent()) {
            running.awaitOutput(line -> line.startsWith(READY), patience);
            Program.of("bash", "-c", Session.resolved(block, meanwhile.get()))
                    .env(SCRATCH, scratch.toString())
                    .in(Repository.ROOT)
                    .run();
        }
        Optional<Pattern> until = block.word("until").map(Pattern::compile);
        if (until.isPresent()) {
            running.awaitOutput(until.get().asPredicate(), patience);
            signal(running, "INT");
        }
    }

    private void assertCode(String place, RunningProgram running, int code, boolean last) {
        int expected = last ? Integer.parseInt(block.word("exit").orElse("0")) : 0;
        boolean interrupted = last && block.has("until") && code == INTERRUPTED;
        if (code != expected && !interrupted) {
            throw new AssertionError(place + ": returned " + code + " and not " + expected + "\n" + running.describe());
        }
    }

    /** To the whole session; nobody is left when it has ended. */
    private static void signal(RunningProgram running, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "--", "-" + running.pid())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
