package org.prmonitor.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK of this machine.
 *
 * @param home its folder, without symbolic links
 * @param version what its file {@code release} says
 */
public record InstalledJdk(Path home, Runtime.Version version) {

    /** Since this version native access is announced, and the JVM warns of it. */
    private static final int NATIVE_ACCESS_ANNOUNCED = 22;

    /** Since this version the JVM warns of {@code sun.misc.Unsafe}, which Felix uses. */
    private static final int UNSAFE_DISCOURAGED = 24;

    /**
     * The JDK in a folder.
     *
     * @param folder such as {@code /usr/lib/jvm/java-17}
     * @return empty where the folder has no {@code bin/java}, or no file {@code release} that tells a version (before 9 it
     *     was written in another way, and nothing here runs there)
     */
    public static Optional<InstalledJdk> at(Path folder) {
        var properties = new Properties();
        try (Reader release = Files.newBufferedReader(folder.resolve("release"), StandardCharsets.UTF_8)) {
            properties.load(release);
            var home = folder.toRealPath();
            // The values are in quotation marks, as a shell wants them.
            var version = Runtime.Version.parse(properties.getProperty("JAVA_VERSION", "").replace("\"", ""));
            return Files.isExecutable(java(home)) ? Optional.of(new InstalledJdk(home, version)) : Optional.empty();
        } catch (IOException | IllegalArgumentException noJdk) {
            return Optional.empty();
        }
    }

    /** {@return its major version, such as 17} */
    public int major() {
        return version.feature();
    }

    /** {@return its program {@code java}} */
    public Path java() {
        return java(home);
    }

    /**
     * {@return the options without which this version warns of the native access of JNA and of what Felix does with {@code
     * Unsafe}}
     */
    public List<String> quietOptions() {
        if (major() < NATIVE_ACCESS_ANNOUNCED) {
            return List.of();
        }
        return major() < UNSAFE_DISCOURAGED
                ? List.of("--enable-native-access=ALL-UNNAMED")
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    private static Path java(Path home) {
        var windows = home.resolve("bin/java.exe");
        return Files.exists(windows) ? windows : home.resolve("bin/java");
    }
}
