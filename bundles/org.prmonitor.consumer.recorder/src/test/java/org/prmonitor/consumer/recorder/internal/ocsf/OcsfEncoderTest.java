package org.prmonitor.consumer.recorder.internal.ocsf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.KEY;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.LIFETIME;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.LINUX;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.PARENT;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.WINDOWS;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.header;
import static org.prmonitor.consumer.recorder.internal.SampleEvents.started;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;
import org.prmonitor.consumer.recorder.internal.OcsfLines;

class OcsfEncoderTest {

    private static final UUID JOURNAL = UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad90");

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final OcsfEncoder encoder;

    OcsfEncoderTest() throws IOException {
        encoder = new OcsfEncoder(target, new Device("ws1", "Linux"), "0.1.0", 99);
    }

    @Test
    void anExecIsALaunchByTheProcessItself() throws IOException {
        assertEquals(
                """
                {"time":1767268800000,"class_uid":1007,"class_name":"Process Activity","activity_id":1,"activity_name":"Launch",\
                "type_uid":100701,"type_name":"Process Activity: Launch","category_uid":1,"category_name":"System Activity",\
                "severity_id":1,"severity":"Informational","status_id":1,"status":"Success","metadata":{"uid":\
                "0190163d-8694-739b-aea5-966c26f8ad90:17","sequence":17,"logged_time":5,"original_time":\
                "2026-01-01T12:00:00.000000007Z","event_code":"org/prmonitor/event/ProcessEvent/STARTED","log_provider":"linux-ebpf",\
                "version":"1.8.0","product":{"name":"PRMonitor SDK","vendor_name":"PRMonitor","version":"0.1.0"}},"device":{"hostname":\
                "ws1","type_id":0,"type":"Unknown","os":{"name":"Linux","type_id":200,"type":"Linux"}},"launch_type_id":3,\
                "launch_type":"Exec","actor":{"process":{"pid":4711,"uid":"9f86d081884c7d65-4711-123456"},"user":{"uid":"1000","groups":\
                [{"uid":"100"}]}},"process":{"pid":4711,"uid":"9f86d081884c7d65-4711-123456","user":{"uid":"1000","groups":\
                [{"uid":"100"}]},"ptid":4711,"session":{"uid":"7"},"name":"ls","file":{"name":"ls","path":"/bin/ls","type_id":8,"type":"Executable File"},"cmd_line":"ls -l",\
                "parent_process":{"pid":1,"uid":"9f86d081884c7d65-1-2"}}}
                """,
                text(started(17, "/bin/ls", CommandLine.ofArguments("ls", "-l"))));
    }

    @Test
    void aStartOnWindowsIsSpawnedByItsCreator() throws IOException {
        var commandLine = CommandLine.ofString("\"C:\\a b\\x.exe\" \ud800", true, false);
        var line = line(new ProcessStarted(header(1), WINDOWS, 4L, null, 77L, "\\??\\C:\\a b\\x.exe", commandLine, false));
        assertEquals("Spawn", line.at("/launch_type").textValue());
        assertEquals(77, line.at("/actor/process/pid").intValue());
        assertEquals(4, line.at("/process/parent_process/pid").intValue());
        assertEquals("x.exe", line.at("/process/name").textValue());
        assertEquals("\\??\\C:\\a b\\x.exe", line.at("/process/file/path").textValue());
        assertEquals("\"C:\\a b\\x.exe\" \ufffd", line.at("/process/cmd_line").textValue());
        assertEquals("S-1-5-18", line.at("/process/user/uid").textValue());
        assertEquals(1767268799000L, line.at("/process/created_time").longValue());
        assertTrue(line.at("/metadata/is_truncated").booleanValue());
        assertFalse(line.has("unmapped"));
    }

    @Test
    void aSpawnWithoutCreatorIsItsParents() throws IOException {
        var line = line(new ProcessStarted(header(1), WINDOWS, 4L, null, null, null, null, false));
        assertEquals(4, line.at("/actor/process/pid").intValue());
        var orphan = line(new ProcessStarted(header(1), WINDOWS, null, null, null, null, null, false));
        assertEquals("Unknown", orphan.at("/actor/app_name").textValue());
        assertTrue(orphan.at("/process/parent_process").isMissingNode());
    }

    @Test
    void aProcessThatRanBeforeIsNoLaunch() throws IOException {
        var line = line(new ProcessStarted(header(1), LINUX, 1L, PARENT, null, "kthreadd", null, true));
        assertEquals(List.of(99, "Snapshot"), List.of(line.at("/activity_id").intValue(), line.at("/activity_name").textValue()));
        assertEquals("snapshot", line.at("/metadata/labels/0").textValue());
        assertFalse(line.has("launch_type_id"));
        assertEquals("kthreadd", line.at("/process/name").textValue());
        assertTrue(line.at("/process/file").isMissingNode(), "a kernel thread has no file");
    }

    @Test
    void aForkIsALaunchByTheParent() throws IOException {
        var line = line(new ProcessForked(header(18), LINUX, 1L, PARENT, null));
        assertEquals(List.of(1, "Fork"), List.of(line.at("/activity_id").intValue(), line.at("/launch_type").textValue()));
        assertEquals(1, line.at("/actor/process/pid").intValue());
        assertEquals(PARENT.toString(), line.at("/actor/process/uid").textValue());
        assertEquals(1767268800000L, line.at("/process/created_time").longValue());
        var cloned = line(new ProcessForked(header(18), LINUX, 1L, PARENT, 50L));
        assertEquals(50, cloned.at("/actor/process/pid").intValue(), "CLONE_PARENT: not the parent called");
        assertEquals(1, cloned.at("/process/parent_process/pid").intValue());
    }

    @Test
    void anExitHasItsCode() throws IOException {
        var line = line(new ProcessExited(header(19), LINUX, 3, null, LIFETIME, "/bin/ls", CommandLine.ofArguments("ls", "a b")));
        assertEquals(100702, line.at("/type_uid").intValue());
        assertEquals(3, line.at("/exit_code").intValue());
        assertEquals(1767268800000L - 12, line.at("/process/created_time").longValue());
        assertEquals(1767268800000L, line.at("/process/terminated_time").longValue());
        assertEquals(12_000_000, line.at("/unmapped/process.lifetime").longValue());
        assertEquals(List.of("ls", "a b"), texts(line.at("/unmapped/command.args")), "the command line alone would not tell");
        assertEquals(KEY.toString(), line.at("/actor/process/uid").textValue());
    }

    @Test
    void anExitBySignalHasNoCode() throws IOException {
        var line = line(new ProcessExited(header(19), LINUX, null, 11, null, null, null));
        assertFalse(line.has("exit_code"));
        assertEquals(11, line.at("/unmapped/exit.signal").intValue());
        assertTrue(line.at("/process/created_time").isMissingNode());
        assertTrue(line.at("/process/file").isMissingNode());
    }

    @Test
    void anImageIsALoadedModule() throws IOException {
        var line = line(new ImageLoaded(header(20), WINDOWS, "\\Windows\\ntdll.dll", 0x7ffb_1234_0000L, 0x1f_8000, true));
        assertEquals(100501, line.at("/type_uid").intValue());
        assertEquals("0x7ffb12340000", line.at("/module/base_address").textValue());
        assertEquals("ntdll.dll", line.at("/module/file/name").textValue());
        assertEquals(0x1f_8000, line.at("/unmapped/image.size").intValue());
        assertTrue(line.at("/unmapped/image.signed").booleanValue());
        assertEquals(List.of(4711, 4712, "1", "S-1-5-18"), List.of(
                line.at("/actor/process/pid").intValue(), line.at("/actor/process/ptid").intValue(),
                line.at("/actor/process/session/uid").textValue(), line.at("/actor/user/uid").textValue()));
        var driver = line(new ImageLoaded(header(20), null, null, 0xffff_f803_1234_0000L, 0x8000, null));
        assertEquals("kernel", driver.at("/actor/app_name").textValue());
        assertEquals("driver", driver.at("/module/type").textValue());
        assertEquals("0xfffff80312340000", driver.at("/module/base_address").textValue());
        assertTrue(driver.at("/unmapped/image.signed").isMissingNode());
    }

    @Test
    void keysAreCreatedDeletedAndRenamed() throws IOException {
        assertEquals(20100101, changed(RegistryOperation.KEY_CREATED, null, null, 0).at("/type_uid").intValue());
        assertEquals(20100104, changed(RegistryOperation.KEY_DELETED, null, null, 0).at("/type_uid").intValue());
        var renamed = changed(RegistryOperation.KEY_RENAMED, "New", null, 0);
        assertEquals(20100105, renamed.at("/type_uid").intValue());
        assertEquals("\\REGISTRY\\MACHINE\\New", renamed.at("/reg_key/path").textValue());
        assertEquals("\\REGISTRY\\MACHINE\\Run", renamed.at("/prev_reg_key/path").textValue());
        assertEquals("win", renamed.at("/metadata/extensions/0/name").textValue());
        assertFalse(renamed.has("status_code"));
    }

    @Test
    void aRenamingWithoutItsPathKeepsTheName() throws IOException {
        var line = line(new RegistryChanged(
                header(21), WINDOWS, RegistryOperation.KEY_RENAMED, "\\REGISTRY\\MA", true, "New", null, null, 0));
        assertEquals("\\REGISTRY\\MA", line.at("/reg_key/path").textValue());
        assertEquals("New", line.at("/unmapped/registry.newkey").textValue());
        assertTrue(line.at("/metadata/is_truncated").booleanValue());
    }

    @Test
    void valuesHaveTheirDataByType() throws IOException {
        assertEquals(7, value(RegistryData.ofDword(7)).at("/reg_integer_data").intValue());
        assertEquals(-1, value(RegistryData.ofQword(-1)).at("/reg_integer_data").longValue());
        assertEquals("a\\b\n", value(RegistryData.ofText("a\\b\n")).at("/reg_string_data").textValue());
        assertEquals(List.of("a", "b"), texts(value(RegistryData.ofTexts("a", "b")).at("/reg_string_list_data")));
        assertEquals("AP8=", value(RegistryData.of(RegistryData.REG_BINARY, (byte) 0, (byte) 0xff)).at("/reg_binary_data").textValue());
        assertEquals("AAAA", value(RegistryData.of(RegistryData.REG_BINARY, new byte[3])).at("/data").textValue(), "OCSF's pattern wants padding");
        var odd = value(RegistryData.of(RegistryData.REG_DWORD, (byte) 1));
        assertEquals(List.of(2, "REG_DWORD", "AQ=="),
                List.of(odd.at("/type_id").intValue(), odd.at("/type").textValue(), odd.at("/reg_binary_data").textValue()));
        var unknown = value(RegistryData.of(0x8001));
        assertEquals(List.of(99, "REG_0x8001"), List.of(unknown.at("/type_id").intValue(), unknown.at("/type").textValue()));
        for (var type : Map.of(0, "REG_NONE", 1, "REG_SZ", 2, "REG_EXPAND_SZ", 6, "REG_LINK", 5, "REG_DWORD_BIG_ENDIAN").entrySet()) {
            assertEquals(type.getValue(), value(RegistryData.of(type.getKey())).at("/type").textValue());
        }
    }

    @Test
    void aValuesNameMayBeEmptyButNotUnknown() throws IOException {
        var unnamed = changed(RegistryOperation.VALUE_SET, null, "", 0);
        assertEquals(20100202, unnamed.at("/type_uid").intValue());
        assertTrue(unnamed.at("/reg_value/is_default").booleanValue());
        assertEquals(20100204, changed(RegistryOperation.VALUE_DELETED, null, "x", 0).at("/type_uid").intValue());
        assertEquals(20100103, changed(RegistryOperation.VALUE_DELETED, null, null, 0).at("/type_uid").intValue());
    }

    @Test
    void aFailureSaysWhy() throws IOException {
        var denied = changed(RegistryOperation.VALUE_SET, null, "Agent", 0xC0000022);
        assertEquals(List.of(2, "Failure", "0xC0000022", "0xC0000022 (access denied)"), List.of(
                denied.at("/status_id").intValue(), denied.at("/status").textValue(), denied.at("/status_code").textValue(),
                denied.at("/status_detail").textValue()));
    }

    @Test
    void aLossIsALineOfItsOwn() throws IOException {
        var line = line(new EventsLost(header(22), 3L, 20, 22, LossPlace.KERNEL));
        assertEquals(List.of(100799, "Events Lost", "Medium"),
                List.of(line.at("/type_uid").intValue(), line.at("/activity_name").textValue(), line.at("/severity").textValue()));
        assertEquals("3 events lost (kernel): 20 to 22", line.at("/message").textValue());
        assertEquals("{\"lost.count\":3,\"lost.from\":20,\"lost.to\":22,\"lost.where\":\"kernel\"}", line.at("/unmapped").toString());
        assertEquals(99, line.at("/process/pid").intValue(), "who watches");
        var uncounted = line(new EventsLost(header(22), null, 22, 22, LossPlace.JOURNAL));
        assertEquals("uncounted events lost (journal): at 22", uncounted.at("/message").textValue());
        assertTrue(uncounted.at("/unmapped/lost.count").isMissingNode());
    }

    @Test
    void aFamilyThatNobodyKnowsYetIsRefused() {
        var unknown = new MonitorEvent() {
            @Override
            public EventHeader header() {
                return org.prmonitor.consumer.recorder.internal.SampleEvents.header(1);
            }

            @Override
            public String topic() {
                return "org/prmonitor/event/FileEvent/OPENED";
            }

            @Override
            public Map<String, Object> properties() {
                return Map.of();
            }
        };
        var refused = assertThrows(IllegalArgumentException.class, () -> encoder.encode(unknown, JOURNAL, 5));
        assertEquals("no mapping for org/prmonitor/event/FileEvent/OPENED", refused.getMessage());
        assertEquals(0, target.size());
    }

    @Test
    void aBackslashSeparatesOnWindowsOnly() {
        assertEquals("x.exe", ProcessFields.baseName("C:\\a\\x.exe"));
        assertEquals("x.sys", ProcessFields.baseName("\\Device\\x.sys"));
        assertEquals("a\\b", ProcessFields.baseName("/tmp/a\\b"));
        assertEquals("a\\b", ProcessFields.baseName("a\\b"));
        assertEquals("/", ProcessFields.baseName("/"));
        assertEquals("", ProcessFields.baseName(""));
    }

    @Test
    void aLineSaysWhichEventItIs() throws IOException {
        var line = text(started(17, "/bin/ls", null)).getBytes(StandardCharsets.UTF_8);
        assertEquals(new RecordedLine(JOURNAL, 17, 5), RecordedLine.parse(line, 0, line.length));
        assertEquals(null, RecordedLine.parse(line, 0, line.length - 2), "torn");
        var foreign = "{\"metadata\":{\"uid\":\"x:1\"}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(null, RecordedLine.parse(foreign, 0, foreign.length));
    }

    private JsonNode changed(RegistryOperation operation, @Nullable String newName, @Nullable String valueName, int status)
            throws IOException {
        return line(new RegistryChanged(
                header(21), WINDOWS, operation, "\\REGISTRY\\MACHINE\\Run", false, newName, valueName, null, status));
    }

    private JsonNode value(RegistryData data) throws IOException {
        return line(new RegistryChanged(
                        header(21), WINDOWS, RegistryOperation.VALUE_SET, "\\REGISTRY\\MACHINE\\Run", false, null, "Agent", data, 0))
                .at("/reg_value");
    }

    private JsonNode line(MonitorEvent event) throws IOException {
        return OcsfLines.parse(text(event).getBytes(StandardCharsets.UTF_8));
    }

    private String text(MonitorEvent event) throws IOException {
        target.reset();
        encoder.encode(event, JOURNAL, 5);
        OcsfLines.parse(target.toByteArray());
        return target.toString(StandardCharsets.UTF_8);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }
}
