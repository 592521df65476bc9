package org.prmonitor.bench.internal.command;

import org.prmonitor.bench.internal.host.BenchException;
import picocli.CommandLine;

/** {@code prmonitor bench}, in a JVM of its own: its arguments are what comes after these words. */
public final class Main {

    private Main() {}

    /** Ends the JVM with 0 where every goal is met, 1 where one is not or nothing could be measured, 2 for wrong use. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrongUse, unused) -> {
                    var command = wrongUse.getCommandLine();
                    command.getErr().println("prmonitor: " + wrongUse.getMessage());
                    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("prmonitor: bench: " + (failure instanceof BenchException ? failure.getMessage() : failure));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
