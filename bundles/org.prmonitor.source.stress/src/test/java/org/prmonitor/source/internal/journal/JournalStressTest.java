package org.prmonitor.source.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress, which runs each stress test in JVMs of its own, and reads its results: a test that was not run is a failure
 * too. What it printed and its report are in {@code target/jcstress}.
 *
 * <p>What can be seen depends on the machine. x86 reorders a store with a later load and nothing else; what a compiler
 * reorders comes on top. A release or acquire that only a weaker processor needs is not proved here: run it there.
 */
class JournalStressTest {

    private static final String MODE = System.getProperty("jcstress.mode", "short");
    private static final String TESTS = System.getProperty("jcstress.tests", ".*");
    private static final Path DIRECTORY = Path.of(System.getProperty("jcstress.directory", "target/jcstress"));

    @TestFactory
    Stream<DynamicTest> everyOutcomeIsAllowed() throws Exception {
        deleteOldResults();
        var exit = run();
        var results = results();
        var tests = TestList.tests().stream().filter(test -> test.matches(TESTS)).map(TestList::getInfo).toList();
        assertFalse(tests.isEmpty(), () -> "no stress test is called " + TESTS);
        return Stream.concat(
                tests.stream().map(test -> dynamicTest(simpleName(test), () -> judge(test, results))),
                Stream.of(dynamicTest("jcstress has no complaint", () -> assertEquals(0, exit, JournalStressTest::log))));
    }

    private static void judge(TestInfo test, Collection<TestResult> results) {
        var runs = 0;
        var samples = 0L;
        var faults = new ArrayList<String>();
        for (var result : results) {
            if (!result.getName().equals(test.name())) {
                continue;
            }
            runs++;
            samples += result.getTotalCount();
            if (result.status() != Status.NORMAL) {
                faults.add(result.getConfig().jvmArgs + " ended with " + result.status() + " " + result.getMessages() + result.getVmErr());
            } else if (!result.grading().isPassed) {
                faults.add(result.getConfig().jvmArgs + " " + outcomes(result) + " " + result.grading().failureMessages);
            }
        }
        System.out.println(simpleName(test) + ": " + samples + " samples in " + runs + " JVMs");
        assertEquals(List.of(), faults);
        assertTrue(samples > 0, "was not run: it needs " + test.threads() + " processors");
    }

    private static List<String> outcomes(TestResult result) {
        return result.getStateKeys().stream().map(key -> result.getCount(key) + " times '" + key + "'").toList();
    }

    private static String simpleName(TestInfo test) {
        return test.name().substring(test.name().lastIndexOf('.') + 1);
    }

    private static int run() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-t",
                TESTS,
                "-m"));
        // The optimising compiler alone, which reorders most, or what jcstress takes a mode to be: every pair of compilers.
        command.addAll(MODE.equals("short") ? List.of("quick", "-iters", "3", "-jvmArgs", "-XX:-TieredCompilation", "-sc", "false") : List.of(MODE));
        return new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("log.txt").toFile())
                .start()
                .waitFor();
    }

    private static Collection<TestResult> results() throws IOException, ClassNotFoundException {
        var collector = new InProcessCollector();
        try (var files = Files.newDirectoryStream(DIRECTORY, "jcstress-results-*.bin.gz")) {
            for (var file : files) {
                var disk = new DiskReadCollector(file.toString(), collector);
                try {
                    disk.dump();
                } finally {
                    disk.close();
                }
            }
        }
        return collector.getTestResults();
    }

    private static void deleteOldResults() throws IOException {
        Files.createDirectories(DIRECTORY);
        try (var files = Files.newDirectoryStream(DIRECTORY, "*.{gz,txt}")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    private static String log() {
        var log = DIRECTORY.resolve("log.txt");
        try {
            var lines = Files.readAllLines(log);
            return log + " ends with\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
