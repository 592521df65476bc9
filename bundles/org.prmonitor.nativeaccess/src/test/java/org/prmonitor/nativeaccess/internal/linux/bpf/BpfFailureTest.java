package org.prmonitor.nativeaccess.internal.linux.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.Errno;

/** What users are told, for kernels and rights that this machine does not have. */
class BpfFailureTest {

    private static final long ADMINISTRATOR = 1L << 21;
    private static final long BPF_AND_PERFMON = 1L << 38 | 1L << 39;

    @Test
    void missingRightsAreNamed() {
        assertEquals(
                "run as root or grant CAP_BPF and CAP_PERFMON (missing: CAP_BPF, CAP_PERFMON)", remedy(Errno.EPERM, facts("6.1.0-13-amd64", 0)));
        assertEquals(
                "run as root or grant CAP_BPF and CAP_PERFMON (missing: CAP_PERFMON)", remedy(Errno.EACCES, facts("6.1.0", 1L << 39)));
    }

    @Test
    void oldKernelCountsMapsAgainstLockedMemory() {
        assertTrue(remedy(Errno.EPERM, facts("5.10.0-26-amd64", BPF_AND_PERFMON)).contains("ulimit -l unlimited"));
        assertFalse(remedy(Errno.EPERM, facts("5.11.0", BPF_AND_PERFMON)).contains("ulimit"));
    }

    @Test
    void rightsThatShouldDoPointToTheContainer() {
        assertTrue(remedy(Errno.EPERM, facts("6.18.44", ADMINISTRATOR)).contains("seccomp"));
    }

    @Test
    void lockdownIsNamed() {
        var facts = new KernelFacts("6.1.0", ADMINISTRATOR, true);
        assertTrue(remedy(Errno.EPERM, facts).contains("lockdown=confidentiality"));
        assertTrue(remedy(Errno.EINVAL, facts).contains("lockdown=confidentiality"));
    }

    @Test
    void kernelThatIsTooOldOrHasNoBpfIsNamed() {
        assertEquals("use Linux 5.8 or later (this is 5.4.0-150-generic)", remedy(Errno.EINVAL, facts("5.4.0-150-generic", ADMINISTRATOR)));
        assertEquals("use a kernel built with CONFIG_BPF_SYSCALL=y, Linux 5.8 or later", remedy(Errno.ENOSYS, facts("4.4.0", ADMINISTRATOR)));
        assertEquals("free some memory, or configure a smaller ring", remedy(Errno.ENOMEM, facts("6.1.0", ADMINISTRATOR)));
    }

    @Test
    void versionsCompareByNumber() {
        assertTrue(facts("5.4.0", 0).isBefore(5, 8));
        assertFalse(facts("5.10.0", 0).isBefore(5, 8));
        assertFalse(facts("6.1", 0).isBefore(5, 11));
        assertFalse(facts("unknown", 0).isBefore(5, 8));
        assertFalse(facts("", 0).isBefore(5, 8));
    }

    @Test
    void rightsAreNamedAsTheyWereFound() {
        assertEquals("CAP_SYS_ADMIN", facts("6.1", ADMINISTRATOR | BPF_AND_PERFMON).rights());
        assertEquals("CAP_BPF+CAP_PERFMON", facts("6.1", BPF_AND_PERFMON).rights());
        assertTrue(facts("6.1", BPF_AND_PERFMON).mayLoad());
        assertFalse(facts("6.1", 1L << 38).mayLoad());
    }

    @Test
    void logKeepsItsLastLinesWithoutTheStatistics() {
        var log = VerifierLog.of("0: R1=ctx() R10=fp0\n1: (79) r1 = *(u64 *)(r1 +2048)\ninvalid bpf_context access off=2048 size=8\n\n"
                + "verification time 42 usec\nprocessed 1 insns (limit 1000000)\n");
        assertEquals(
                "[1: (79) r1 = *(u64 *)(r1 +2048), invalid bpf_context access off=2048 size=8]", log.lastLines(2).toString());
    }

    @Test
    void processorThatIsNotKnownIsNamed() throws Exception {
        assertEquals(321, BpfSyscall.number("amd64"));
        assertEquals(280, BpfSyscall.number("aarch64"));
        var failure = assertThrows(ChannelException.class, () -> BpfSyscall.number("riscv64"));
        assertEquals(
                "bpf(2) on riscv64: its number is not known; run on x86_64 or aarch64, or use another channel", failure.describe());
    }

    private static String remedy(int errno, KernelFacts facts) {
        return String.valueOf(BpfFailure.remedy(errno, facts, false));
    }

    private static KernelFacts facts(String release, long capabilities) {
        return new KernelFacts(release, capabilities, false);
    }
}
