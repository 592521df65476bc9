package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** Asks a C compiler for every offset and size that the decoder relies on. */
@Requires(Requirement.GCC)
class WireLayoutTest {

    @Test
    void offsetsAreThoseOfTheHeaders(@TempDir Path folder) throws Exception {
        var expected = new LinkedHashMap<String, Long>();
        put(expected, "PRM_WIRE_VERSION", WireLayout.VERSION);
        put(expected, "PRM_PROCESS_STARTED", WireLayout.PROCESS_STARTED);
        put(expected, "PRM_PROCESS_FORKED", WireLayout.PROCESS_FORKED);
        put(expected, "PRM_PROCESS_EXITED", WireLayout.PROCESS_EXITED);
        put(expected, "PRM_RECORD_MAX", WireLayout.RECORD_MAX);
        put(expected, "PRM_FLAG_ARGUMENTS_TRUNCATED", WireLayout.FLAG_ARGUMENTS_TRUNCATED);
        put(expected, "PRM_FLAG_ARGUMENTS_UNREADABLE", WireLayout.FLAG_ARGUMENTS_UNREADABLE);
        put(expected, "PRM_WINDOWS_RECORD_MAX", WireLayout.WINDOWS_RECORD_MAX);
        put(expected, "PRM_VALUE_DATA_MAX", WireLayout.VALUE_DATA_MAX);
        put(expected, "PRM_SID_MAX", WireLayout.SID_MAX);
        put(expected, "(int) PRM_UNKNOWN", WireLayout.UNKNOWN);
        put(expected, "PRM_IMAGE_LOADED", WireLayout.IMAGE_LOADED);
        put(expected, "PRM_REGISTRY_CHANGED", WireLayout.REGISTRY_CHANGED);
        put(expected, "PRM_FLAG_KEY_TRUNCATED", WireLayout.FLAG_KEY_TRUNCATED);
        put(expected, "PRM_FLAG_STATUS_UNKNOWN", WireLayout.FLAG_STATUS_UNKNOWN);
        put(expected, "PRM_IMAGE_KERNEL", WireLayout.IMAGE_KERNEL);
        put(expected, "PRM_KEY_CREATED", WireLayout.KEY_CREATED);
        put(expected, "PRM_KEY_DELETED", WireLayout.KEY_DELETED);
        put(expected, "PRM_KEY_RENAMED", WireLayout.KEY_RENAMED);
        put(expected, "PRM_VALUE_SET", WireLayout.VALUE_SET);
        put(expected, "PRM_VALUE_DELETED", WireLayout.VALUE_DELETED);
        put(expected, "sizeof(struct prm_header)", WireLayout.HEADER_SIZE);
        put(expected, "sizeof(struct prm_process_started)", WireLayout.STARTED_SIZE);
        put(expected, "sizeof(struct prm_process_forked)", WireLayout.FORKED_SIZE);
        put(expected, "sizeof(struct prm_process_exited)", WireLayout.EXITED_SIZE);
        put(expected, "offsetof(struct prm_header, size)", 0);
        put(expected, "offsetof(struct prm_header, type)", WireLayout.HEADER_TYPE);
        put(expected, "offsetof(struct prm_header, version)", WireLayout.HEADER_VERSION);
        put(expected, "offsetof(struct prm_header, flags)", WireLayout.HEADER_FLAGS);
        put(expected, "offsetof(struct prm_header, time)", WireLayout.HEADER_TIME);
        put(expected, "offsetof(struct prm_header, lost)", WireLayout.HEADER_LOST);
        for (var type : new String[] {"process_started", "process_forked", "process_exited", "image_loaded", "registry_changed"}) {
            put(expected, member(type, "subject.start_time"), WireLayout.SUBJECT_START_TIME);
            put(expected, member(type, "subject.process_id"), WireLayout.SUBJECT_PROCESS_ID);
            put(expected, member(type, "subject.thread_id"), WireLayout.SUBJECT_THREAD_ID);
            put(expected, member(type, "subject.user_id"), WireLayout.SUBJECT_USER_ID);
            put(expected, member(type, "subject.group_id"), WireLayout.SUBJECT_GROUP_ID);
            put(expected, member(type, "subject.session_id"), WireLayout.SUBJECT_SESSION_ID);
            put(expected, member(type, "subject.sid_length"), WireLayout.SUBJECT_SID_LENGTH);
        }
        for (var type : new String[] {"process_started", "process_forked", "process_exited"}) {
            put(expected, member(type, "parent.start_time"), WireLayout.PARENT_START_TIME);
            put(expected, member(type, "parent.process_id"), WireLayout.PARENT_PROCESS_ID);
            put(expected, member(type, "parent.creator_id"), WireLayout.PARENT_CREATOR_ID);
        }
        put(expected, member("process_started", "image_length"), WireLayout.STARTED_IMAGE_LENGTH);
        put(expected, member("process_started", "arguments_length"), WireLayout.STARTED_ARGUMENTS_LENGTH);
        put(expected, member("process_exited", "status"), WireLayout.EXITED_STATUS);
        put(expected, member("image_loaded", "base"), WireLayout.IMAGE_BASE);
        put(expected, member("image_loaded", "image_size"), WireLayout.IMAGE_IMAGE_SIZE);
        put(expected, member("image_loaded", "image_flags"), WireLayout.IMAGE_FLAGS);
        put(expected, member("image_loaded", "path_length"), WireLayout.IMAGE_PATH_LENGTH);
        put(expected, member("image_loaded", "signature_level"), WireLayout.IMAGE_SIGNATURE_LEVEL);
        put(expected, "sizeof(struct prm_image_loaded)", WireLayout.IMAGE_SIZE);
        put(expected, member("registry_changed", "status"), WireLayout.REGISTRY_STATUS);
        put(expected, member("registry_changed", "value_type"), WireLayout.REGISTRY_VALUE_TYPE);
        put(expected, member("registry_changed", "data_size"), WireLayout.REGISTRY_DATA_SIZE);
        put(expected, member("registry_changed", "key_length"), WireLayout.REGISTRY_KEY_LENGTH);
        put(expected, member("registry_changed", "name_length"), WireLayout.REGISTRY_NAME_LENGTH);
        put(expected, member("registry_changed", "data_length"), WireLayout.REGISTRY_DATA_LENGTH);
        put(expected, member("registry_changed", "operation"), WireLayout.REGISTRY_OPERATION);
        put(expected, "sizeof(struct prm_registry_changed)", WireLayout.REGISTRY_SIZE);
        put(expected, member("batch", "records"), WireLayout.BATCH_RECORDS);
        put(expected, member("batch", "bytes"), WireLayout.BATCH_BYTES);
        put(expected, member("batch", "waiting_records"), WireLayout.BATCH_WAITING_RECORDS);
        put(expected, member("batch", "waiting_bytes"), WireLayout.BATCH_WAITING_BYTES);
        put(expected, member("batch", "lost"), WireLayout.BATCH_LOST);
        put(expected, "sizeof(struct prm_batch)", WireLayout.BATCH_SIZE);
        put(expected, "sizeof(struct prm_counters)", WireLayout.COUNTERS_SIZE);
        put(expected, "offsetof(struct prm_counters, lost)", WireLayout.COUNTERS_LOST);
        put(expected, "offsetof(struct prm_counters, slots)", WireLayout.COUNTERS_SLOTS);
        put(expected, "sizeof(struct prm_seen_slot)", WireLayout.COUNTERS_SLOT_SIZE);
        put(expected, "offsetof(struct prm_seen_slot, seen)", 0);
        assertEquals(expected, askCompiler(folder, expected));
    }

    private static String member(String type, String name) {
        return "offsetof(struct prm_" + type + ", " + name + ")";
    }

    private static void put(Map<String, Long> values, String expression, long value) {
        values.put(expression, value);
    }

    private static Map<String, Long> askCompiler(Path folder, Map<String, Long> expressions) throws Exception {
        var source = new StringBuilder("#include <linux/types.h>\n#include <stddef.h>\n#include <stdio.h>\n")
                .append("#include \"prmonitor_wire.h\"\n#include \"prmonitor_linux.h\"\n#include \"prmonitor_windows.h\"\nint main(void) {\n");
        expressions.keySet().forEach(expression ->
                source.append("printf(\"%s=%ld\\n\", \"").append(expression).append("\", (long) (").append(expression).append("));\n"));
        Files.writeString(folder.resolve("layout.c"), source.append("return 0;\n}\n"));
        run("gcc", "-I", GoldenRecord.WIRE.toAbsolutePath().toString(), "-o", folder + "/layout", folder + "/layout.c");
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
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
