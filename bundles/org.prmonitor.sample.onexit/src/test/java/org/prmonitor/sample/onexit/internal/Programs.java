package org.prmonitor.sample.onexit.internal;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands for tests, on every system: classes of the tests, run by the JVM that runs these. */
final class Programs {

    private Programs() {}

    /** The command that calls {@link #main} with these arguments. */
    static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Programs.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** {@code print TEXT…}, {@code fail CODE}, {@code lines COUNT}, {@code environment}, {@code connect PORT}, or {@code forever}. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "print" -> {
                for (var index = 1; index < arguments.length; index++) {
                    System.out.println(arguments[index]);
                }
            }
            case "fail" -> {
                System.err.println("failing");
                System.exit(Integer.parseInt(arguments[1]));
            }
            case "lines" -> {
                for (var line = 1; line <= Integer.parseInt(arguments[1]); line++) {
                    System.out.println("line " + line);
                }
            }
            case "environment" -> System.getenv().entrySet().stream()
                    .filter(variable -> variable.getKey().startsWith("PRMONITOR_"))
                    .map(Object::toString)
                    .sorted()
                    .forEach(System.out::println);
            case "connect" -> {
                // Until the other end closes it, or a kill.
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))) {
                    socket.getInputStream().read();
                }
            }
            case "forever" -> {
                System.out.println("begins");
                Thread.currentThread().join();
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
