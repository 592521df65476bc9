package org.prmonitor.bench.internal.storm;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prmonitor.bench.internal.host.JavaCommand;

/** What a user may run instead. */
public enum Peer {
    /** What prmonitor is compared with: together they report what it does. */
    SNOOPS {
        @Override
        Tool tool(Path home) {
            return Tool.of(
                    "execsnoop + exitsnoop (libbpf-tools)",
                    ExitPattern.EXITSNOOP,
                    List.of("execsnoop", "--version"),
                    List.of(List.of("execsnoop"), List.of("exitsnoop")));
        }
    },
    /** What of prmonitor is the conversation with the kernel, by itself. */
    CHANNEL {
        @Override
        Tool tool(Path home) {
            return Tool.of(
                    "our channel alone, Java without OSGi",
                    ExitPattern.PRMONITOR,
                    List.of(home.resolve("bin/prmonitor").toString(), "version"),
                    List.of(java(home, List.of("bundles/org.prmonitor.api.jar", "bundles/org.prmonitor.nativeaccess.jar"), ChannelAlone.class)));
        }
    },
    FORKSTAT {
        @Override
        Tool tool(Path home) {
            return Tool.of(
                    "forkstat: forks, starts, exits",
                    ExitPattern.FORKSTAT,
                    List.of("forkstat", "-h"),
                    List.of(List.of("forkstat", "-e", "fork,exec,exit")));
        }
    },
    BPFTRACE {
        @Override
        Tool tool(Path home) {
            return Tool.of("bpftrace, execsnoop.bt: starts", null, List.of("bpftrace", "--version"), List.of(List.of("execsnoop.bt")));
        }
    },
    OSHI {
        @Override
        Tool tool(Path home) {
            var programs = new Programs(List.of(oshi(home, POLLING_MILLIS)));
            return new Tool(
                    "OSHI, a look every " + POLLING_MILLIS + " ms: what it finds",
                    UnaryOperator.identity(),
                    null,
                    true,
                    folder -> programs,
                    oshi(home, OshiPolling.VERSION));
        }
    },
    /** The last one: the kernel, once its audit was on, does a little more for every process until the machine restarts. */
    AUDITD {
        @Override
        Tool tool(Path home) {
            return new Tool(
                    "auditd, and kauditd in the kernel: starts, calls of exit",
                    ExecveRecord::commandLine,
                    ExitPattern.AUDITD,
                    false,
                    AuditSetup::prepare,
                    List.of("auditctl", "-v"));
        }
    };

    /** Ten times a second, which is more often than most who look into tables do. */
    private static final String POLLING_MILLIS = "100";

    /** What nobody can have here, and why. */
    static final List<String> NOT_HAD = List.of("osquery: no package of Debian");

    /**
     * How it is run.
     *
     * @param home the distribution, which has OSHI in its folder for measurements
     */
    abstract Tool tool(Path home);

    private static List<String> oshi(Path home, String argument) {
        var command = java(home, List.of("bench/oshi-core.jar", "bench/slf4j-api.jar", "bench/slf4j-nop.jar"), OshiPolling.class);
        command.add(argument);
        return command;
    }

    /** A program of the bench's in a JVM with the collector and the compiler that prmonitor has. */
    private static List<String> java(Path home, List<String> libraries, Class<?> program) {
        var classPath = Stream.concat(Stream.of("bench/org.prmonitor.bench.jar", "bundles/jna.jar", "bundles/jna-platform.jar"), libraries.stream())
                .map(name -> home.resolve(name).toString())
                .collect(Collectors.joining(File.pathSeparator));
        var command = JavaCommand.begin();
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, program.getName()));
        return command;
    }
}
