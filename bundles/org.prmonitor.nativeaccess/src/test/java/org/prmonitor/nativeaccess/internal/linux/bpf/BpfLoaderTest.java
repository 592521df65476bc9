package org.prmonitor.nativeaccess.internal.linux.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.OwnResources;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.EBPF)
class BpfLoaderTest {

    @Test
    void refusedProgramBringsTheVerifiersLogAndLeavesNothing() throws Exception {
        var image = TestImage.bytes();
        // The first instruction of prm_exit, r6 = *(u64 *)(r1 + 8) or the like, reads where no argument is.
        var object = BpfObject.parse("test.o", image);
        var first = indexOf(image, Objects.requireNonNull(object.programs().get("prm_exit")).instructions().bytes());
        System.arraycopy(new byte[] {0x79, 0x10, 0x00, 0x08, 0, 0, 0, 0}, 0, image, first, 8);
        var before = OwnResources.now().descriptors();
        var failure = assertThrows(ChannelException.class, () -> load(image, "prm_exit"));
        assertEquals(before, OwnResources.now().descriptors());
        assertTrue(failure.describe().startsWith("bpf(BPF_PROG_LOAD) for prm_exit: Permission denied (EACCES)"), failure::describe);
        assertTrue(failure.describe().contains("the verifier said:\n"), failure::describe);
        assertTrue(failure.describe().contains("invalid bpf_context access"), failure::describe);
        var log = failure.getCause();
        assertTrue(log instanceof VerifierLog && String.valueOf(log.getMessage()).contains("processed "), () -> "cause: " + log);
        assertTrue(String.valueOf(failure.remedy()).startsWith("report this"), failure::describe);
    }

    @Test
    void fieldThatThisKernelDoesNotHaveIsNamed() throws Exception {
        var image = TestImage.replacing("\0group_exit_code\0", "\0group_exit_cOde\0");
        var failure = assertThrows(ChannelException.class, () -> load(image, "prm_exit"));
        assertTrue(failure.describe().contains("struct signal_struct.group_exit_cOde is not in this kernel"), failure::describe);
        assertTrue(failure.describe().contains("the verifier said:"), failure::describe);
        // Another program of the same object does not need it.
        load(image, "prm_exec");
    }

    @Test
    void tracepointThatThisKernelDoesNotHaveIsNamed() throws Exception {
        var image = TestImage.replacing("tp_btf/sched_process_exit", "tp_btf/sched_process_exat");
        var failure = assertThrows(ChannelException.class, () -> load(image, "prm_exit"));
        assertTrue(failure.describe().contains("this kernel has no tracepoint sched_process_exat"), failure::describe);
    }

    @Test
    void ringThatTheKernelDoesNotTakeIsRefused() throws Exception {
        var loader = loader(TestImage.bytes()).mapEntries("prm_ring", 5000);
        var failure = assertThrows(ChannelException.class, () -> loader.load(List.of("prm_exec")));
        assertEquals("bpf(BPF_MAP_CREATE) for prm_ring: Invalid argument (EINVAL)", failure.getMessage());
    }

    @Test
    void nameThatTheObjectDoesNotHaveIsRefused() throws Exception {
        var loader = loader(TestImage.bytes());
        assertThrows(ChannelException.class, () -> loader.mapEntries("nonsense", 1));
        assertThrows(ChannelException.class, () -> loader.global("nonsense", 1));
        assertThrows(ChannelException.class, () -> loader.load(List.of("nonsense")));
    }

    private static void load(byte[] image, String program) throws ChannelException {
        loader(image).mapEntries("prm_ring", 4096).load(List.of(program)).close();
    }

    private static BpfLoader loader(byte[] image) throws ChannelException {
        var object = BpfObject.parse("test.o", image);
        return new BpfLoader(LinuxLibrary.load(), object, KernelBtf.loadFor(object));
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (var start = 0; start <= bytes.length - part.length; start++) {
            if (Arrays.equals(bytes, start, start + part.length, part, 0, part.length)) {
                return start;
            }
        }
        throw new IllegalArgumentException("not there");
    }
}
