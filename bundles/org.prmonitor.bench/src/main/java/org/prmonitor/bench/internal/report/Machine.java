package org.prmonitor.bench.internal.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a measurement ran on.
 *
 * @param time when
 * @param system name, version and architecture of the operating system
 * @param processor the processor's name, or empty where only the system knows
 * @param processors how many the JVM may use
 * @param loadAverage of the last minute before the run; negative where the system has none
 * @param java version and name of the JVM
 */
public record Machine(String time, String system, String processor, int processors, double loadAverage, String java) {

    /** This one, now. */
    public static Machine current() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                processorName(),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                Runtime.version() + ", " + System.getProperty("java.vm.name"));
    }

    @Override
    public String toString() {
        return system + ", " + processors + " processors" + (processor.isEmpty() ? "" : " (" + processor + ")") + ", load "
                + Numbers.decimal(loadAverage, 1) + " before, Java " + java + ", " + time;
    }

    private static String processorName() {
        var information = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(information)) {
            return "";
        }
        try (var lines = Files.lines(information)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException unreadable) {
            return "";
        }
    }
}
