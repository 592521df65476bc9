package org.prmonitor.launcher;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.launcher.LaunchPlan.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prmonitor driver}: what is to be done is a command of its own. */
@Command(
        name = "driver",
        description = "Installs, removes and shows the driver of the channel windows-driver (Windows, as Administrator).",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DriverCommand.Install.class, DriverCommand.Uninstall.class, DriverCommand.Status.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done", " 1:failed", " 2:wrong use"},
        footer = {
            "",
            "Nothing has to be installed beforehand: the channel installs the driver when it",
            "opens and removes it when its last session ends. On Linux there is none:",
            "linux-ebpf loads its eBPF object while it is open."
        })
final class DriverCommand implements Callable<Integer> {

    @Mixin
    private @Nullable HelpOption help;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(command).commandLine(), "Missing: install, uninstall or status");
    }

    /** What to do, in the framework. */
    private abstract static class Action implements Callable<Integer> {

        private final Launcher launcher;
        private final Mode mode;

        @Mixin
        private @Nullable HelpOption help;

        Action(Launcher launcher, Mode mode) {
            this.launcher = launcher;
            this.mode = mode;
        }

        @Override
        public final Integer call() throws Exception {
            return launcher.launch(new LaunchPlan(mode, Map.of(Pids.CONSOLE, Map.of("format", "none")), List.of(), false));
        }
    }

    /** {@code prmonitor driver install}. */
    @Command(
            name = "install",
            description = "Installs the driver for good and starts it: for a machine where channels are opened without installing.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {" 0:installed, or it was", " 1:failed", " 2:wrong use"})
    static final class Install extends Action {

        Install(Launcher launcher) {
            super(launcher, Mode.DRIVER_INSTALL);
        }
    }

    /** {@code prmonitor driver uninstall}. */
    @Command(
            name = "uninstall",
            description = "Stops the driver and removes it with its file; refused while a program uses it.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {" 0:removed, or none was there", " 1:failed", " 2:wrong use"})
    static final class Uninstall extends Action {

        Uninstall(Launcher launcher) {
            super(launcher, Mode.DRIVER_UNINSTALL);
        }
    }

    /** {@code prmonitor driver status}. */
    @Command(
            name = "status",
            description = "Shows what is installed and runs, and what this machine asks of a driver's signature.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {" 0:shown", " 1:failed", " 2:wrong use"})
    static final class Status extends Action {

        Status(Launcher launcher) {
            super(launcher, Mode.DRIVER_STATUS);
        }
    }
}
