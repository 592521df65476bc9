package org.prmonitor.bench.internal.storm;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something that reports processes.
 *
 * @param name as it stands in tables
 * @param commandLine what of a line that it has written may be the arguments of a process, as plain text or as JSON has them
 * @param exitPattern how it prints an exit; null where it reports none
 * @param polls whether it looks now and then, and so never comes to rest
 * @param setup what it consists of
 * @param version what prints its version
 */
record Tool(
        String name,
        UnaryOperator<String> commandLine,
        @Nullable ExitPattern exitPattern,
        boolean polls,
        ToolSetup.Factory setup,
        List<String> version) {

    /** What is judged. */
    static Tool prmonitor(Path home) {
        var program = home.resolve("bin/prmonitor").toString();
        return of(
                "prmonitor, JSON: starts, exits, process table",
                ExitPattern.PRMONITOR,
                List.of(program, "version"),
                List.of(List.of(program, "--format=json", "--channel=linux-ebpf")));
    }

    /**
     * Programs that print the arguments as they are, and come to rest.
     *
     * @param commands each with its arguments
     */
    static Tool of(String name, @Nullable ExitPattern exitPattern, List<String> version, List<List<String>> commands) {
        var programs = new Programs(commands);
        return new Tool(name, UnaryOperator.identity(), exitPattern, false, folder -> programs, version);
    }
}
