package org.prmonitor.bench.internal.storm;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that reports processes.
 *
 * @param name as it stands in tables
 * @param arguments whether it reports what a process was started with
 * @param exitPattern how it prints an exit; null where it reports none
 * @param commands the programs that it consists of, each with its arguments
 * @param version what prints its version
 */
record Tool(
        String name, boolean arguments, @Nullable ExitPattern exitPattern, List<List<String>> commands, List<String> version) {

    /** What is judged. */
    static Tool prmonitor(Path home) {
        var program = home.resolve("bin/prmonitor").toString();
        return new Tool(
                "prmonitor, JSON: starts, exits, process table",
                true,
                ExitPattern.PRMONITOR,
                List.of(List.of(program, "--format=json", "--channel=linux-ebpf")),
                List.of(program, "version"));
    }

    /** What it is compared with: together they report what prmonitor does. */
    static Tool snoops() {
        return new Tool(
                "execsnoop + exitsnoop (libbpf-tools)",
                true,
                ExitPattern.EXITSNOOP,
                List.of(List.of("execsnoop"), List.of("exitsnoop")),
                List.of("execsnoop", "--version"));
    }

    /** What else a user may have. */
    static List<Tool> others() {
        return List.of(
                new Tool(
                        "forkstat: forks, starts, exits",
                        true,
                        ExitPattern.FORKSTAT,
                        List.of(List.of("forkstat", "-e", "fork,exec,exit")),
                        List.of("forkstat", "-h")),
                new Tool(
                        "bpftrace, execsnoop.bt: starts", true, null, List.of(List.of("execsnoop.bt")), List.of("bpftrace", "--version")));
    }
}
