package org.prmonitor.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Something a test needs that not every machine has. */
public enum Requirement {
    /** A Linux kernel. */
    LINUX(() -> isLinux() ? Optional.empty() : Optional.of("this is " + System.getProperty("os.name") + ", not Linux")),
    /** User id 0. */
    ROOT(() -> effectiveUser() == 0 ? Optional.empty() : Optional.of("not run as root")),
    /** BTF of the running kernel, CAP_BPF and CAP_PERFMON. */
    EBPF(Requirement::ebpfMissing),
    /** A C compiler named {@code gcc}. */
    GCC(() -> commandMissing("gcc", "gcc")),
    /** {@code clang} with its BPF back end. */
    CLANG(() -> commandMissing("clang", "clang")),
    /** {@code setpriv} of util-linux, to drop rights. */
    SETPRIV(() -> commandMissing("setpriv", "util-linux")),
    /** {@code script} of util-linux, which gives a program a terminal. */
    SCRIPT(() -> commandMissing("script", "bsdutils")),
    /** {@code libbpf.so.1}, the oracle of the loader's tests. */
    LIBBPF(() -> libraryMissing("libbpf.so.1", "libbpf1")),
    /** Wine, and what builds a driver and the programs that run there. */
    WINE(Requirement::wineMissing),
    /** JDK 17 and a newer one. */
    TWO_JDKS(InstalledJdks::secondMissing),
    /** An X display. */
    DISPLAY(() -> System.getenv("DISPLAY") == null ? Optional.of("DISPLAY is not set") : Optional.empty());

    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;

    private final Supplier<Optional<String>> missing;

    Requirement(Supplier<Optional<String>> missing) {
        this.missing = missing;
    }

    /** {@return why this machine does not meet it and what to install or change; empty when it does} */
    public Optional<String> missing() {
        return missing.get();
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static Optional<String> ebpfMissing() {
        if (!isLinux()) {
            return LINUX.missing();
        }
        if (!Files.isReadable(Path.of("/sys/kernel/btf/vmlinux"))) {
            return Optional.of("the kernel has no readable /sys/kernel/btf/vmlinux");
        }
        var capabilities = statusField("CapEff:").map(value -> Long.parseUnsignedLong(value, 16)).orElse(0L);
        var administrator = (capabilities >> CAP_SYS_ADMIN & 1) == 1;
        var bpf = (capabilities >> CAP_BPF & 1) == 1 && (capabilities >> CAP_PERFMON & 1) == 1;
        return administrator || bpf ? Optional.empty() : Optional.of("neither CAP_BPF with CAP_PERFMON nor CAP_SYS_ADMIN");
    }

    private static Optional<String> wineMissing() {
        return Stream.of(
                        LINUX.missing(),
                        commandMissing("wine", "wine"),
                        commandMissing("wineserver", "wine"),
                        commandMissing("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"),
                        commandMissing("gcc", "gcc"),
                        commandMissing("make", "make"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static long effectiveUser() {
        return statusField("Uid:").map(ids -> Long.parseLong(ids.split("\\s+")[1])).orElse(-1L);
    }

    /** A line of {@code /proc/self/status}, see proc(5). */
    private static Optional<String> statusField(String name) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst();
        } catch (IOException noProcFileSystem) {
            return Optional.empty();
        }
    }

    private static Optional<String> commandMissing(String command, String debianPackage) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        var found = Stream.of(path.split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
        return found ? Optional.empty() : Optional.of("no '" + command + "' on the PATH; Debian's package is " + debianPackage);
    }

    private static Optional<String> libraryMissing(String library, String debianPackage) {
        var found = Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib")
                .anyMatch(folder -> Files.exists(Path.of(folder, library)));
        return found ? Optional.empty() : Optional.of("no " + library + "; Debian's package is " + debianPackage);
    }
}
