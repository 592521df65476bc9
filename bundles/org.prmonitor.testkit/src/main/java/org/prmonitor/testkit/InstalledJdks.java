package org.prmonitor.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JDKs of this machine, to run the same test on each: those in the folders that the system property
 * {@code prmonitor.jdks} lists (with commas), in those that the environment variables {@code JAVA_HOME} and
 * {@code JAVA_HOME_…} name, in those below {@code /usr/lib/jvm}, and the one that runs this.
 */
public final class InstalledJdks {

    /** What the bundles are compiled for: the oldest that they run on. */
    public static final int OLDEST_MAJOR = 17;

    /** System property with further folders, with commas between them. */
    public static final String PROPERTY = "prmonitor.jdks";

    private static final Path SYSTEM_FOLDER = Path.of("/usr/lib/jvm");

    private InstalledJdks() {}

    /**
     * {@return all that the bundles run on, the oldest first; the one that runs this at the least} One that is found in
     * several ways is there once.
     */
    public static List<InstalledJdk> all() {
        var others = candidates(System.getProperty(PROPERTY, ""), System.getenv(), SYSTEM_FOLDER).stream()
                .flatMap(folder -> InstalledJdk.at(folder).stream())
                .toList();
        return sorted(Stream.concat(Stream.of(running()), others.stream()).toList());
    }

    /** {@return the one with the highest version} */
    public static InstalledJdk newest() {
        var all = all();
        return all.get(all.size() - 1);
    }

    /**
     * {@return the newest of a major version}
     *
     * @param major such as 17
     */
    public static Optional<InstalledJdk> ofMajor(int major) {
        return all().stream().filter(jdk -> jdk.major() == major).reduce((older, newer) -> newer);
    }

    /**
     * {@return the newest of the oldest major version that the bundles run on, and the newest of all; one where they are the
     * same}
     */
    public static List<InstalledJdk> oldestAndNewest() {
        return Stream.concat(ofMajor(OLDEST_MAJOR).stream(), Stream.of(newest())).distinct().toList();
    }

    /** {@return the one that runs this} */
    public static InstalledJdk running() {
        var home = Path.of(System.getProperty("java.home"));
        try {
            return new InstalledJdk(home.toRealPath(), Runtime.version());
        } catch (IOException unreadable) {
            return new InstalledJdk(home.toAbsolutePath(), Runtime.version());
        }
    }

    /** Why a test cannot run on two; empty where it can. */
    static Optional<String> secondMissing() {
        var jdks = oldestAndNewest();
        return jdks.size() > 1
                ? Optional.empty()
                : Optional.of("of JDK " + OLDEST_MAJOR + " and a newer one there is only JDK " + jdks.get(0).major() + " in '"
                        + jdks.get(0).home() + "'; name the folders of others by -D" + PROPERTY
                        + "= or by variables JAVA_HOME_…, or put them below " + SYSTEM_FOLDER);
    }

    static List<InstalledJdk> sorted(Collection<InstalledJdk> jdks) {
        return jdks.stream()
                .filter(jdk -> jdk.major() >= OLDEST_MAJOR)
                .collect(Collectors.toMap(InstalledJdk::home, jdk -> jdk, (one, same) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparing(InstalledJdk::version).thenComparing(InstalledJdk::home))
                .toList();
    }

    static List<Path> candidates(String listed, Map<String, String> environment, Path systemFolder) {
        var named = environment.entrySet().stream()
                .filter(variable -> variable.getKey().equals("JAVA_HOME") || variable.getKey().startsWith("JAVA_HOME_"))
                .map(Map.Entry::getValue);
        var folders = Stream.concat(Stream.of(listed.split(",")).map(String::strip), named)
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return Stream.concat(folders, foldersIn(systemFolder).stream()).toList();
    }

    private static List<Path> foldersIn(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException noneHere) {
            return List.of();
        }
    }
}
