package org.prmonitor.launcher;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code prmonitor run}. */
@Command(
        name = "run",
        description = "Streams events as they happen (the default command).",
        customSynopsis = "prmonitor [run] [OPTION...]",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done; also after Ctrl-C of a stream", " 1:failed", " 2:wrong use"},
        footer = {
            "",
            "Events go to standard output, everything else to standard error. 'ready'",
            "there says that nothing can be missed any more. A value given here wins over",
            "the same value in a file of --config.",
            "",
            "Examples:",
            "  prmonitor --filter='(&(exit.code>=1)(user.id=1000))'",
            "  prmonitor --format=json --duration=10s | jq -r '.[\"command.line\"]'"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private @Nullable HelpOption help;

    @Mixin
    private @Nullable StreamOptions options;

    @Override
    public Integer call() throws Exception {
        return Objects.requireNonNull(options).launch();
    }
}
