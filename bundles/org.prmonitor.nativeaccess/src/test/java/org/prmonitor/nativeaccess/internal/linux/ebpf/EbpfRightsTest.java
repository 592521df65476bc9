package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The provider as another user, with some capabilities or none. */
@Requires({Requirement.EBPF, Requirement.ROOT, Requirement.SETPRIV})
class EbpfRightsTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void bpfAndPerfmonAreEnough() throws Exception {
        var said = run("+bpf,+perfmon");
        assertTrue(said.get(0).matches("ready Linux \\S+, BTF, CAP_BPF\\+CAP_PERFMON; null"), said::toString);
        assertEquals(List.of("open", "started /bin/true unprivileged, exited 1"), said.subList(1, 3));
    }

    @Test
    void withoutAnyItSaysWhatToDo() throws Exception {
        var said = run();
        assertEquals(
                "not ready bpf(BPF_MAP_CREATE) for prm_counters: Operation not permitted (EPERM);"
                        + " run as root or grant CAP_BPF and CAP_PERFMON (missing: CAP_BPF, CAP_PERFMON)",
                said.get(0).replaceFirst("for prm_\\w+", "for prm_counters"));
        assertEquals(said.get(0).replaceFirst("not ready", "refused"), said.get(1));
    }

    @Test
    void oneOfTheTwoIsNamedWhenItIsMissing() throws Exception {
        assertTrue(run("+bpf").get(0).endsWith("(missing: CAP_PERFMON)"));
        assertTrue(run("+perfmon").get(0).endsWith("(missing: CAP_BPF)"));
    }

    private List<String> run(String... capabilities) throws Exception {
        var set = String.join(",", "-all", String.join(",", capabilities)).replaceFirst(",$", "");
        var command = ChildJvm.command(
                folder.resolve(set).toFile().mkdir() ? folder.resolve(set) : folder,
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=" + set,
                "--ambient-caps=" + set,
                "--bounding-set=" + set);
        folder.toFile().setExecutable(true, false);
        return ChildJvm.run(command);
    }
}
