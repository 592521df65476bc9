package org.prmonitor.launcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.launcher.LaunchPlan.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code prmonitor doctor}. */
@Command(
        name = "doctor",
        description = "Tries every channel: would it open here, at what fidelity, and if not exactly why and what to do.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done", " 1:failed", " 2:wrong use"})
final class DoctorCommand implements Callable<Integer> {

    private final Launcher launcher;

    @Mixin
    private @Nullable HelpOption help;

    DoctorCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        return launcher.launch(new LaunchPlan(Mode.DOCTOR, Map.of(Pids.CONSOLE, Map.of("format", "none")), List.of(), false));
    }
}
