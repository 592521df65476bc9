package org.prmonitor.sample.onexit.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.prmonitor.api.text.ExitStatusText;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.api.text.PrintableText;

/** A program that is run within a time limit. What it prints and how it ends become lines of a log. */
final class Command {

    /** What it prints beyond that is dropped. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_LINES = 100;

    private final OnExitSettings settings;
    private final Consumer<String> info;
    private final Consumer<String> warn;

    Command(OnExitSettings settings, Consumer<String> info, Consumer<String> warn) {
        this.settings = settings;
        this.info = info;
        this.warn = warn;
    }

    /**
     * Runs it to its end.
     *
     * @throws InterruptedException when the calling thread was interrupted: the command has been killed
     */
    void run(ExitedProcess exited) throws InterruptedException {
        var what = settings.rule() + " for process " + exited.processId() + ": ";
        try {
            // A file and not a pipe: whatever the command leaves behind, nobody waits for the end of what it prints.
            var output = Files.createTempFile("prmonitor-onexit", ".txt");
            try {
                run(exited, what, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException impossible) {
            warn.accept(what + impossible.getMessage());
        }
    }

    private void run(ExitedProcess exited, String what, Path output) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(settings.command())
                .redirectInput(nothing())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(exited.variables());
        var began = System.nanoTime();
        var process = builder.start();
        boolean ended;
        try {
            ended = process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            kill(process);
        }
        log(what, output);
        var took = LifetimeText.of(System.nanoTime() - began);
        if (!ended) {
            warn.accept(what + "killed after " + took + ", its time limit");
        } else if (process.exitValue() == 0) {
            info.accept(what + "exit 0 after " + took);
        } else {
            warn.accept(what + ExitStatusText.of(process.exitValue(), null) + " after " + took);
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    /** With all that it has started and that still belongs to it. Does nothing where it has ended. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void log(String what, Path output) throws IOException {
        String text;
        try (var input = Files.newInputStream(output)) {
            text = new String(input.readNBytes(MAX_BYTES), Charset.defaultCharset());
        }
        text.lines().limit(MAX_LINES).forEach(line -> info.accept(what + PrintableText.escape(line)));
        if (Files.size(output) > MAX_BYTES || text.lines().skip(MAX_LINES).findAny().isPresent()) {
            info.accept(what + "prints more, which is dropped");
        }
    }
}
