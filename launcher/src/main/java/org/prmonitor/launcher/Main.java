package org.prmonitor.launcher;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;

/** The program. */
public final class Main {

    private static final Set<String> HELP = Set.of("-h", "--help");

    private Main() {}

    /** Ends the JVM with 0 for done, 1 for failed, 2 for wrong use. */
    public static void main(String... arguments) {
        var shutdown = Shutdown.install(Thread.currentThread());
        var code = CommandLine.ExitCode.SOFTWARE;
        try {
            code = commandLine(new FrameworkLauncher(shutdown), arguments).execute(arguments);
        } finally {
            shutdown.mainThreadEnds(code);
        }
        System.exit(code);
    }

    /**
     * The commands; what they ask for goes to the launcher.
     *
     * @param arguments where there are only options among them, {@code run} is meant, and no other command is made: picocli reads
     *     the annotations of all, which takes longer than anything else before the framework
     */
    static CommandLine commandLine(Launcher launcher, String... arguments) {
        var onlyOptions = Arrays.stream(arguments).allMatch(argument -> argument.startsWith("-") && !HELP.contains(argument));
        return new CommandLine(onlyOptions ? new RunCommand() : new PrMonitorCommand(), new CommandFactory(launcher))
                .setCommandName("prmonitor")
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
