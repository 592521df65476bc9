package org.prmonitor.launcher;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program itself: without a command it does what {@code run} does. */
@Command(
        name = "prmonitor",
        description = "Shows every process that starts and exits on this machine, as the kernel sees it.",
        customSynopsis = {"prmonitor [run] [OPTION...]", "       prmonitor doctor", "       prmonitor driver install|uninstall|status", "       prmonitor ui [OPTION...]", "       prmonitor bench COMMAND", "       prmonitor archive-classes", "       prmonitor version"},
        subcommands = {RunCommand.class, DoctorCommand.class, DriverCommand.class, UiCommand.class, BenchCommand.class, ArchiveCommand.class, VersionCommand.class},
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done; also after Ctrl-C of a stream", " 1:failed", " 2:wrong use"},
        footer = {"", "Without a command: run. 'prmonitor COMMAND --help' tells about a command."})
final class PrMonitorCommand implements Callable<Integer> {

    @Mixin
    private @Nullable HelpOption help;

    @Mixin
    private @Nullable StreamOptions options;

    @Override
    public Integer call() throws Exception {
        return Objects.requireNonNull(options).launch();
    }
}
