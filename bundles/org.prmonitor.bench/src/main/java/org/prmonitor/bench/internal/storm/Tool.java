package org.prmonitor.bench.internal.storm;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.JavaCommand;

/**
 * Something that reports processes.
 *
 * @param name as it stands in tables
 * @param arguments whether it reports what a process was started with
 * @param exitPattern how it prints an exit; null where it reports none
 * @param polls whether it looks now and then, and so never comes to rest
 * @param commands the programs that it consists of, each with its arguments
 * @param version what prints its version
 */
record Tool(
        String name,
        boolean arguments,
        @Nullable ExitPattern exitPattern,
        boolean polls,
        List<List<String>> commands,
        List<String> version) {

    /** Ten times a second, which is more often than most who look into tables do. */
    private static final String POLLING_MILLIS = "100";

    /** What is judged. */
    static Tool prmonitor(Path home) {
        var program = home.resolve("bin/prmonitor").toString();
        return new Tool(
                "prmonitor, JSON: starts, exits, process table",
                true,
                ExitPattern.PRMONITOR,
                false,
                List.of(List.of(program, "--format=json", "--channel=linux-ebpf")),
                List.of(program, "version"));
    }

    /** What it is compared with: together they report what prmonitor does. */
    static Tool snoops() {
        return new Tool(
                "execsnoop + exitsnoop (libbpf-tools)",
                true,
                ExitPattern.EXITSNOOP,
                false,
                List.of(List.of("execsnoop"), List.of("exitsnoop")),
                List.of("execsnoop", "--version"));
    }

    /**
     * What else a user may have.
     *
     * @param home the distribution, which has OSHI in its folder for measurements
     */
    static List<Tool> others(Path home) {
        return List.of(
                new Tool(
                        "forkstat: forks, starts, exits",
                        true,
                        ExitPattern.FORKSTAT,
                        false,
                        List.of(List.of("forkstat", "-e", "fork,exec,exit")),
                        List.of("forkstat", "-h")),
                new Tool(
                        "bpftrace, execsnoop.bt: starts",
                        true,
                        null,
                        false,
                        List.of(List.of("execsnoop.bt")),
                        List.of("bpftrace", "--version")),
                new Tool(
                        "OSHI, a look every " + POLLING_MILLIS + " ms: what it finds",
                        true,
                        null,
                        true,
                        List.of(oshi(home, POLLING_MILLIS)),
                        oshi(home, OshiPolling.VERSION)));
    }

    /** In a JVM with the options that prmonitor has. */
    private static List<String> oshi(Path home, String argument) {
        var classPath = Stream.of("bench/org.prmonitor.bench.jar", "bench/oshi-core.jar", "bench/slf4j-api.jar", "bench/slf4j-nop.jar", "bundles/jna.jar",
                        "bundles/jna-platform.jar")
                .map(name -> home.resolve(name).toString())
                .collect(Collectors.joining(File.pathSeparator));
        var command = JavaCommand.begin();
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, OshiPolling.class.getName(), argument));
        return command;
    }

    /** What nobody can have here, and why. */
    static List<String> notHad() {
        return List.of(
                "auditd: its rules are the whole machine's, and would be taken from whoever has set them",
                "osquery: no package of Debian");
    }
}
