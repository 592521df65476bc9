package org.prmonitor.bench.internal.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prmonitor bench}: what is to be measured is a command of its own. */
@Command(
        name = "prmonitor bench",
        description = "Measures what is promised, in a real Felix and a real Equinox, and says whether it holds on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SwapCommand.class,
            LanesCommand.class,
            KernelCommand.class,
            JvmCommand.class,
            GrowthCommand.class,
            HourCommand.class,
            LongCommand.class,
            WindowsCommand.class,
            StormCommand.class,
            UiCommand.class,
            AllCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {"", "Tables go to standard output as Markdown, progress to standard error.", "'prmonitor bench COMMAND --help' tells about a command."})
final class BenchCommand implements Callable<Integer> {

    @Mixin
    private @Nullable HelpOption help;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(command).commandLine(), "Missing: what to measure");
    }
}
