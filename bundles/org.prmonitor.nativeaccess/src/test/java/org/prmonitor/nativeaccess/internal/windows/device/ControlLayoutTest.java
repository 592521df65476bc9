package org.prmonitor.nativeaccess.internal.windows.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** Asks a C compiler for every code, offset and size that is relied upon. */
@Requires(Requirement.GCC)
class ControlLayoutTest {

    private static final Path WIRE = Path.of("../../driver/wire");

    @Test
    void numbersAreThoseOfTheHeader(@TempDir Path folder) throws Exception {
        var expected = new LinkedHashMap<String, Long>();
        put(expected, "IOCTL_PRM_VERSION", ControlLayout.VERSION & 0xffff_ffffL);
        put(expected, "IOCTL_PRM_STARTHOOK", ControlLayout.STARTHOOK & 0xffff_ffffL);
        put(expected, "IOCTL_PRM_GETINFO", ControlLayout.GETINFO & 0xffff_ffffL);
        put(expected, "IOCTL_PRM_STOPHOOK", ControlLayout.STOPHOOK & 0xffff_ffffL);
        put(expected, "IOCTL_PRM_STATS", ControlLayout.STATS & 0xffff_ffffL);
        put(expected, "PRM_CONTROL_VERSION", ControlLayout.CONTROL_VERSION);
        put(expected, "PRM_DRIVER_MAJOR", DriverVersion.PACKAGED.major());
        put(expected, "PRM_DRIVER_MINOR", DriverVersion.PACKAGED.minor());
        put(expected, "PRM_DRIVER_PATCH", DriverVersion.PACKAGED.patch());
        put(expected, "PRM_WIRE_VERSION", DriverVersion.PACKAGED.wire());
        put(expected, "sizeof(PRM_DEVICE_NAME)", ControlLayout.DEVICE_PATH.length() - 4 + 1);
        put(expected, "PRM_RING_MIN", ControlLayout.RING_MIN);
        put(expected, "PRM_RING_MAX", ControlLayout.RING_MAX);
        put(expected, "PRM_EVERY_PROCESS", ControlLayout.EVERY_PROCESS);
        put(expected, "PRM_WITHOUT_PROCESS", ControlLayout.WITHOUT_PROCESS);
        put(expected, "PRM_VERSION_TEST", ControlLayout.VERSION_TEST);
        put(expected, "PRM_CAN_WATCH_PROCESSES", ControlLayout.CAN_WATCH_PROCESSES);
        put(expected, "PRM_CAN_WATCH_IMAGES", ControlLayout.CAN_WATCH_IMAGES);
        put(expected, "PRM_CAN_WATCH_REGISTRY", ControlLayout.CAN_WATCH_REGISTRY);
        put(expected, "sizeof(struct prm_version)", ControlLayout.VERSION_SIZE);
        put(expected, "offsetof(struct prm_version, control_version)", ControlLayout.VERSION_CONTROL);
        put(expected, "offsetof(struct prm_version, wire_version)", ControlLayout.VERSION_WIRE);
        put(expected, "offsetof(struct prm_version, major)", ControlLayout.VERSION_MAJOR);
        put(expected, "offsetof(struct prm_version, minor)", ControlLayout.VERSION_MINOR);
        put(expected, "offsetof(struct prm_version, patch)", ControlLayout.VERSION_PATCH);
        put(expected, "offsetof(struct prm_version, flags)", ControlLayout.VERSION_FLAGS);
        put(expected, "sizeof(struct prm_start)", ControlLayout.START_SIZE);
        put(expected, "offsetof(struct prm_start, control_version)", ControlLayout.START_CONTROL);
        put(expected, "offsetof(struct prm_start, types)", ControlLayout.START_TYPES);
        put(expected, "offsetof(struct prm_start, event)", ControlLayout.START_EVENT);
        put(expected, "offsetof(struct prm_start, ring_bytes)", ControlLayout.START_RING_BYTES);
        put(expected, "offsetof(struct prm_start, filter)", ControlLayout.START_FILTER);
        put(expected, "offsetof(struct prm_start, process_id)", ControlLayout.START_PROCESS_ID);
        put(expected, "sizeof(struct prm_statistics)", ControlLayout.STATISTICS_SIZE);
        put(expected, "offsetof(struct prm_statistics, capabilities)", ControlLayout.STATISTICS_CAPABILITIES);
        put(expected, "offsetof(struct prm_statistics, sessions)", ControlLayout.STATISTICS_SESSIONS);
        put(expected, "offsetof(struct prm_statistics, process_status)", ControlLayout.STATISTICS_PROCESS_STATUS);
        put(expected, "offsetof(struct prm_statistics, image_status)", ControlLayout.STATISTICS_IMAGE_STATUS);
        put(expected, "offsetof(struct prm_statistics, registry_status)", ControlLayout.STATISTICS_REGISTRY_STATUS);
        put(expected, "offsetof(struct prm_statistics, ring_bytes)", ControlLayout.STATISTICS_RING_BYTES);
        put(expected, "offsetof(struct prm_statistics, seen)", ControlLayout.STATISTICS_SEEN);
        put(expected, "offsetof(struct prm_statistics, delivered)", ControlLayout.STATISTICS_DELIVERED);
        put(expected, "offsetof(struct prm_statistics, lost)", ControlLayout.STATISTICS_LOST);
        put(expected, "offsetof(struct prm_statistics, waiting_records)", ControlLayout.STATISTICS_WAITING_RECORDS);
        assertEquals(expected, askCompiler(folder, expected));
    }

    @Test
    void theDevicesNameIsTheHeaders() throws Exception {
        var header = Files.readString(WIRE.resolve("prmonitor_windows.h"));
        assertEquals(1, header.lines().filter(line -> line.startsWith("#define PRM_DEVICE_NAME\t\t\"PRMonitor\"")).count());
        assertEquals("\\\\.\\PRMonitor", ControlLayout.DEVICE_PATH);
    }

    private static void put(Map<String, Long> values, String expression, long value) {
        values.put(expression, value);
    }

    private static Map<String, Long> askCompiler(Path folder, Map<String, Long> expressions) throws Exception {
        var source = new StringBuilder("#include <linux/types.h>\n#include <stddef.h>\n#include <stdio.h>\n")
                .append("#include \"prmonitor_wire.h\"\n#include \"prmonitor_windows.h\"\nint main(void) {\n");
        expressions.keySet().forEach(expression -> source.append("printf(\"%s=%ld\\n\", \"")
                .append(expression)
                .append("\", (long) (")
                .append(expression)
                .append("));\n"));
        Files.writeString(folder.resolve("layout.c"), source.append("return 0;\n}\n"));
        run("gcc", "-I", WIRE.toAbsolutePath().toString(), "-o", folder + "/layout", folder + "/layout.c");
        var values = new LinkedHashMap<String, Long>();
        for (var line : run(folder + "/layout").lines().toList()) {
            var equals = line.lastIndexOf('=');
            values.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
        }
        return values;
    }

    private static String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
