package org.prmonitor.archetype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.RunningProgram;

/** From an empty folder to a consumer that prints what the kernel sees, and is swapped. */
@Requires(Requirement.LINUX)
@Timeout(600)
class ArchetypeIT {

    /** What is promised, with everything downloaded before. */
    private static final Duration PROMISED = Duration.ofMinutes(2);

    private static final Pattern CRASH = Pattern.compile("(crash|CRASH) (\\d+): process (\\d+) killed by SIGSEGV");

    private static final Map<String, String> SOURCES =
            Map.of("java", "src/main/java/com/example/CrashWatcher.java", "kotlin", "src/main/kotlin/com/example/CrashWatcher.kt");

    private final Path work = Path.of(InnerMaven.property("prmonitor.archetype.work"));
    private final InnerMaven maven = new InnerMaven(work.resolveSibling("settings"));

    ArchetypeIT() throws IOException {}

    @BeforeEach
    void anEmptyFolder() throws IOException {
        if (Files.exists(work)) {
            try (var files = Files.walk(work)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(work);
    }

    /**
     * The two commands of the README; then one constant is edited and built while processes crash. Every crash was printed once, in
     * order, by the old consumer or by the new one, and Ctrl-C ends all of it with 0.
     */
    @ParameterizedTest
    @ValueSource(strings = {"java", "kotlin"})
    @Requires(Requirement.EBPF)
    void twoCommandsAndASwap(String language) throws Exception {
        var readme = Readme.of(language);
        assertEquals(2, readme.commands().size());
        var begin = System.nanoTime();
        maven.run(work, readme.maven(0));
        var generated = System.nanoTime();
        try (var run = maven.start(work, readme.maven(1)); var crashes = new Crashes()) {
            // Behind what Maven resets the terminal's colours with.
            run.awaitError(line -> line.contains("prmonitor: ready linux-ebpf "), InnerMaven.PATIENCE);
            awaitPrinted(run, "crash", crashes.one());
            var printed = System.nanoTime();
            report(language + ": generated", begin, generated);
            report(language + ": built, tested, started, and the first event printed", generated, printed);
            assertTrue(Duration.ofNanos(printed - begin).compareTo(PROMISED) < 0, "two commands took longer than " + PROMISED);
            assertTrue(run.output().stream().anyMatch(line -> line.contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0")), run::describe);

            swap(language, run, crashes);
            assertEveryCrashOnce(run, crashes.pids());
            if (language.equals("java")) {
                // Kotlin's compiler writes the same bytes too, and takes longer for it.
                var again = maven.run(work, List.of("-f", "crash-watcher", "package"));
                assertTrue(again.stream().anyMatch(line -> line.contains("has not changed, and stays deployed")), () -> String.join("\n", again));
            }

            // As a terminal does: to everybody in the foreground.
            Program.of("kill", "-INT", "--", "-" + run.pid()).run();
            assertEquals(0, run.awaitExit(), run::describe);
            assertTrue(run.error().stream().anyMatch(line -> line.contains("prmonitor: 0 events in ")), run::describe);
        }
    }

    private void swap(String language, RunningProgram run, Crashes crashes) throws Exception {
        var source = work.resolve("crash-watcher").resolve(SOURCES.get(language));
        Files.writeString(source, Files.readString(source).replace("\"crash\"", "\"CRASH\""));
        crashes.beginStorm();
        var begin = System.nanoTime();
        maven.run(work, List.of("--quiet", "-f", "crash-watcher", "package"));
        run.awaitError(line -> line.startsWith("CRASH "));
        report(language + ": 'mvn package' until the new consumer printed", begin, System.nanoTime());
        crashes.endStorm();
        awaitPrinted(run, "CRASH", crashes.one());
        var swaps = run.error().stream().filter(line -> line.matches("prmonitor: audit: listener crash-watcher: .* after event \\d+, \\d+ waiting.*")).toList();
        assertEquals(1, swaps.size(), run::describe);
    }

    /** The launcher says which channel it took instead; a signal to Maven alone, as an IDE sends it, ends both. */
    @Test
    @Requires(Requirement.SETPRIV)
    void withoutRightsItRunsOnWhatOpens() throws Exception {
        maven.run(work, Readme.of("java").maven(0));
        var arguments = new ArrayList<>(Readme.of("java").maven(1));
        arguments.addAll(List.of("-DskipTests", "-Dprmonitor.prefix=setpriv --bounding-set=-all --inh-caps=-all"));
        try (var run = maven.start(work, arguments); var crashes = new Crashes()) {
            var ready = run.awaitError(line -> line.contains("prmonitor: ready "), InnerMaven.PATIENCE);
            assertFalse(ready.contains("linux-ebpf"), ready);
            if (ready.contains("linux-netlink")) {
                // The other one sees no signals.
                awaitPrinted(run, "crash", crashes.one());
            }
            run.signal("INT");
            assertEquals(0, run.awaitExit(), run::describe);
            assertTrue(run.error().stream().anyMatch(line -> line.contains("prmonitor: 0 events in ")), run::describe);
        }
    }

    private static void awaitPrinted(RunningProgram run, String word, long pid) throws InterruptedException {
        run.awaitError(line -> line.startsWith(word + " ") && line.endsWith(": process " + pid + " killed by SIGSEGV"));
    }

    /** Among what else may have crashed on the machine. */
    private static void assertEveryCrashOnce(RunningProgram run, List<Long> pids) {
        var ours = new HashSet<>(pids);
        var seen = new ArrayList<Long>();
        var sequence = 0L;
        var word = "crash";
        for (var line : run.error()) {
            var crash = CRASH.matcher(line);
            if (crash.matches()) {
                var next = Long.parseLong(crash.group(2));
                assertTrue(next > sequence, () -> line + " comes again, or too late\n" + run.describe());
                sequence = next;
                assertTrue(crash.group(1).compareTo(word) <= 0, () -> line + " is the old consumer's, after the new one's first\n" + run.describe());
                word = crash.group(1);
                var pid = Long.valueOf(crash.group(3));
                if (ours.contains(pid)) {
                    seen.add(pid);
                }
            }
        }
        assertEquals(pids, seen);
        assertTrue(run.error().stream().noneMatch(line -> line.startsWith("missing here")), run::describe);
    }

    @Test
    void aNameThatIsNoPackageIsRefused() throws Exception {
        for (var name : List.of("com.1st", "com.new")) {
            var arguments = new ArrayList<>(Readme.of("java").maven(0));
            arguments.add("-Dpackage=" + name);
            try (var generate = maven.start(work, arguments)) {
                generate.endInput();
                assertEquals(1, generate.awaitExit(), generate::describe);
                assertTrue(generate.output().stream().anyMatch(line -> line.contains("'" + name + "'")), generate::describe);
                assertTrue(Files.notExists(work.resolve("crash-watcher")));
            }
        }
    }

    private static void report(String what, long begin, long end) {
        System.out.println(what + ": " + Duration.ofNanos(end - begin).toMillis() / 100 / 10.0 + " s");
    }
}
