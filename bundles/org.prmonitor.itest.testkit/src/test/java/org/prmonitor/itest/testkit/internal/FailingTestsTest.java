package org.prmonitor.itest.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.osgi.framework.BundleContext;
import org.prmonitor.testkit.EventProbe;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;
import org.prmonitor.testkit.ScriptedTime;

/** Classes of tests as a whole: what they leave behind, what a failure says, in every life cycle that JUnit has. */
class FailingTestsTest {

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
    }

    /** What one failure was, and all that is suppressed under it. */
    private static String failure(EngineExecutionResults results) {
        var failed = results.allEvents().failed().list();
        assertEquals(1, failed.size(), failed::toString);
        var thrown = failed.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        var text = new StringBuilder(thrown.toString());
        for (var suppressed : thrown.getSuppressed()) {
            text.append(System.lineSeparator()).append(suppressed);
        }
        return text.toString();
    }

    private static void assertSays(String text, String... parts) {
        for (var part : parts) {
            assertTrue(text.contains(part), () -> "not said: " + part + "\nbut: " + text);
        }
    }

    private static Set<Thread> threads() {
        // Those that carry virtual threads come and go as the JVM thinks fit.
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> !thread.getClass().getName().equals("jdk.internal.misc.CarrierThread"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<Path> folders() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("prmonitor-testkit")).collect(Collectors.toSet());
        }
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        // What the JVM and JUnit start once is there after the first run.
        run(PerMethod.class).testEvents().assertStatistics(events -> events.succeeded(2).failed(0));
        var threads = threads();
        var folders = folders();
        SOURCES.clear();
        run(PerMethod.class).testEvents().assertStatistics(events -> events.succeeded(2).failed(0));
        run(PerClass.class).testEvents().assertStatistics(events -> events.succeeded(3).failed(0));
        failure(run(Fails.class));
        var left = threads();
        left.removeAll(threads);
        for (var thread : left) {
            thread.join(10_000);
        }
        assertEquals(List.of(), left.stream().filter(Thread::isAlive).map(Thread::getName).toList());
        assertEquals(folders, folders());
        for (var scripted : SOURCES) {
            assertEquals(List.of(), scripted.channel().openChannels());
        }
        assertEquals(4, SOURCES.size());
    }

    /** Of all tests that ran, one after the other. */
    private static final List<ScriptedSource> SOURCES = new CopyOnWriteArrayList<>();

    @PrMonitorTest
    static class PerMethod {

        @BeforeEach
        void remember(ScriptedSource scripted) {
            SOURCES.add(scripted);
        }

        @Test
        void aTest(ScriptedSource scripted, EventProbe probe) throws Exception {
            scripted.emit(ScriptedProcess.of(1).exited(0));
            probe.await(1);
        }

        @Test
        void anotherOne(ScriptedSource scripted) throws Exception {
            scripted.listen("left open", event -> { });
            scripted.emit(ScriptedProcess.of(1).exited(0));
            scripted.settle();
        }
    }

    @PrMonitorTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {

        private BundleContext context;
        private int tests;

        @BeforeAll
        void takeTheContext(BundleContext ofTheFramework) {
            context = ofTheFramework;
        }

        @BeforeEach
        void remember(ScriptedSource scripted) {
            if (tests++ == 0) {
                SOURCES.add(scripted);
            }
            assertEquals(context, scripted.context());
        }

        @AfterEach
        void settle(ScriptedSource scripted) throws Exception {
            scripted.settle();
        }

        @AfterAll
        void countTests() {
            assertEquals(3, tests);
        }

        @Test
        void aTest(ScriptedTime time, ScriptedSource scripted) throws Exception {
            assertEquals(0, scripted.source().status().lastSequence());
            scripted.emit(ScriptedProcess.of(1).exited(0));
            scripted.settle();
            assertEquals(time.instant(), scripted.source().recent(1).get(0).time());
        }

        @Test
        void anotherOne(ScriptedSource scripted) throws Exception {
            assertEquals(0, scripted.source().status().lastSequence());
            scripted.emit(ScriptedProcess.of(1).exited(0));
        }

        @Nested
        class Inner {

            @Test
            void hasTheSameFramework(ScriptedSource scripted) throws Exception {
                assertNotNull(context);
                assertEquals(context, scripted.context());
                assertEquals(0, scripted.source().status().lastSequence());
            }
        }
    }

    @Test
    void aFailureSaysWhatTheSourceSays() {
        assertSays(
                failure(run(Fails.class)),
                "expected: <1> but was: <0>",
                "when it failed",
                "the source is RUNNING on channel scripted, last event 1, the books:",
                "listener mine: seen 1, delivered 1, filtered 0, lost 0, in flight 0, RUNNING, 1 calls threw, the last one"
                        + " java.lang.IllegalStateException: a bug",
                "warn [org.prmonitor.source] listener mine");
    }

    @PrMonitorTest
    static class Fails {

        @Test
        void always(ScriptedSource scripted) throws Exception {
            SOURCES.add(scripted);
            scripted.listen("mine", event -> {
                throw new IllegalStateException("a bug");
            });
            scripted.emit(ScriptedProcess.of(1).exited(0));
            scripted.settle();
            assertEquals(1, 0);
        }
    }

    @Test
    void aTestThatIsSkippedSaysNothing() {
        var skipped = run(Skips.class).testEvents().aborted().list();
        assertEquals(1, skipped.size());
        var thrown = skipped.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        assertEquals(0, thrown.getSuppressed().length);
    }

    @PrMonitorTest
    static class Skips {

        @Test
        void always() {
            assumeTrue(false);
        }
    }

    @Test
    void whatBelongsToATestIsNotThereBeforeIt() {
        assertSays(
                failure(run(TooEarly.class)),
                "a ScriptedSource belongs to one test method: let the test method have it as a parameter, or one with @BeforeEach or @AfterEach");
    }

    @PrMonitorTest
    static class TooEarly {

        @BeforeAll
        static void tooEarly(ScriptedSource scripted) {
            assertFalse(scripted.channel().openChannels().isEmpty());
        }

        @Test
        void neverRuns() {
            throw new AssertionError("it ran");
        }
    }

    @Test
    void aConfigurationThatMakesNoSenseIsRefused() {
        assertSays(failure(run(Senseless.class)), "the source does not take the configuration", "refused ringBytes = 'many'");
        assertSays(failure(run(NoSetting.class)), "configuration = \"types\" is not key=value");
    }

    @PrMonitorTest(configuration = "ringBytes=many")
    static class Senseless {

        @Test
        void neverRuns() {
            throw new AssertionError("it ran");
        }
    }

    @PrMonitorTest(configuration = "types")
    static class NoSetting {

        @Test
        void neverRuns() {
            throw new AssertionError("it ran");
        }
    }

    @Test
    void aBundleThatIsNotThereIsNamed() {
        assertSays(failure(run(NoBundle.class)), "no bundle no.such.bundle on the class path of the tests; there are [", "org.prmonitor.source");
    }

    @PrMonitorTest(bundles = "no.such.bundle")
    static class NoBundle {

        @Test
        void neverRuns() {
            throw new AssertionError("it ran");
        }
    }
}
