package org.prmonitor.launcher;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The program. */
public final class Main {

    private Main() {}

    /** Ends the JVM with 0 for done, 1 for failed, 2 for wrong use. */
    public static void main(String... arguments) {
        var shutdown = Shutdown.install(Thread.currentThread());
        var code = CommandLine.ExitCode.SOFTWARE;
        try {
            code = commandLine(new FrameworkLauncher(shutdown)).execute(arguments);
        } finally {
            shutdown.mainThreadEnds(code);
        }
        System.exit(code);
    }

    /** The commands; what they ask for goes to the launcher. */
    static CommandLine commandLine(Launcher launcher) {
        return new CommandLine(new PrMonitorCommand(), new CommandFactory(launcher))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrongUse, unused) -> {
                    var command = wrongUse.getCommandLine();
                    command.getErr().println("prmonitor: " + wrongUse.getMessage());
                    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    report(command.getErr(), failure);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** One line, and the trace where somebody asked for it: most of what fails here, a user can mend. */
    private static void report(PrintWriter error, Exception failure) {
        error.println("prmonitor: " + (failure.getMessage() == null ? failure : failure.getMessage()));
        if (StartTrace.isOn()) {
            failure.printStackTrace(error);
        }
    }
}
