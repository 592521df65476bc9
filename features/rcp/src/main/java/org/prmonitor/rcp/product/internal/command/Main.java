package org.prmonitor.rcp.product.internal.command;

import picocli.CommandLine;

/** {@code prmonitor ui}, in a JVM of its own: its arguments are what comes after these words. */
public final class Main {

    private Main() {}

    /** Ends the JVM with 0 for done, 1 for failed, 2 for wrong use. On macOS it has to be the JVM's first thread. */
    public static void main(String... arguments) {
        // What else runs in this JVM, such as a thread of a bundle that was started beside, does not keep it.
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new UiCommand())
                .setParameterExceptionHandler((wrongUse, unused) -> {
                    var command = wrongUse.getCommandLine();
                    command.getErr().println("prmonitor: " + wrongUse.getMessage());
                    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("prmonitor: ui: " + (failure.getMessage() == null ? failure : failure.getMessage()));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
