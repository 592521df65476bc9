package org.prmonitor.docs.snippet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.block.Block;
import org.prmonitor.docs.block.Blocks;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedSource;

/** Every block of Java and of Kotlin is compiled, and every one that says with what is run. */
@PrMonitorTest(configuration = "types=started,forked,exited,images,registry")
class SnippetsIT {

    private static final Path CLASSES = Repository.TARGET.resolve("snippets/java");
    private static final Path RUNS = Repository.TARGET.resolve("snippets/runs");

    private static final JavaSnippets JAVA = new JavaSnippets(CLASSES);
    private static final KotlinSnippets KOTLIN = new KotlinSnippets(Repository.TARGET.resolve("snippets/kotlin"));

    private static final String[] LANGUAGES = {"java", "kotlin"};

    @BeforeAll
    static void compileAllKotlin() throws IOException {
        KOTLIN.prepare(Blocks.all("kotlin").stream().map(block -> Snippet.chain(Blocks.read(block.page()), block)).toList());
    }

    @TestFactory
    Stream<DynamicTest> compiles() {
        return Blocks.all(LANGUAGES).stream().map(block -> DynamicTest.dynamicTest(block.place(), () -> {
            compile(block);
            assertTried(block);
        }));
    }

    static List<Block> runnable() {
        return Blocks.all(LANGUAGES).stream().filter(block -> block.has("run") || block.has("before")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runnable")
    void runs(Block block, ScriptedSource scripted) throws Exception {
        run(Blocks.read(block.page()), block, scripted);
    }

    private static Snippet compile(Block block) throws IOException {
        return compile(Blocks.read(block.page()), block);
    }

    private static Snippet compile(List<Block> page, Block block) throws IOException {
        List<Block> chain = Snippet.chain(page, block);
        return block.language().equals("kotlin") ? KOTLIN.compile(chain) : JAVA.compile(chain);
    }

    private static void run(List<Block> page, Block block, ScriptedSource scripted) throws Exception {
        new SnippetTrial(compile(page, block), JAVA, RUNS).run(scripted, Snippet.shown(page, block));
    }

    /** A consumer that is shown is run, or the page says why not. */
    private static void assertTried(Block block) {
        if (Snippet.hasComponent(block.text())) {
            assertTrue(block.has("run") || block.notRun().isPresent(), () -> block.place() + ": a component without 'run', 'not-run' or 'tested-by'");
        }
    }

    @Test
    void whatDoesNotCompileIsFoundWithItsPlace() {
        var page = page("Words.\n\n```java\nclass A {\n    int x = \"y\";\n}\n```\n");
        var failure = assertThrows(AssertionError.class, () -> JAVA.compile(page));
        assertTrue(failure.getMessage().contains("planted.md:5: incompatible types"), failure.getMessage());
    }

    @Test
    void kotlinThatDoesNotCompileIsFoundWithItsPlace() {
        var page = page("Words.\n\n```kotlin\nclass A {\n    val x: Int = \"y\"\n}\n```\n");
        var failure = assertThrows(AssertionError.class, () -> KOTLIN.compile(page));
        assertTrue(failure.getMessage().contains("planted.md:5: error"), failure.getMessage());
    }

    @Test
    void aWarningOfKotlinIsAnError() {
        var page = page("```kotlin\nval x = \"y\"\nprintln(x!!)\n```\n");
        var failure = assertThrows(AssertionError.class, () -> KOTLIN.compile(page));
        assertTrue(failure.getMessage().contains("planted.md:3: warning"), failure.getMessage());
    }

    @Test
    void declarationsAndStatementsOfKotlinAreToldApart() {
        assertTrue(KotlinSnippets.isFile("@Component\nclass A {\n    val x = 1\n}\n\nfun f() = 1\n"));
        assertTrue(KotlinSnippets.isFile("public inline fun <reified E> f() {\n}\n"));
        assertEquals(false, KotlinSnippets.isFile("val x = 1\n"));
        assertEquals(false, KotlinSnippets.isFile("source.events<ProcessExited>()\n    .collect { }\n"));
    }

    @Test
    void statementsOfKotlinThatThrowAreFound(ScriptedSource scripted) {
        var page = page("<!-- run: -->\n```kotlin\nerror(\"no\")\n```\n");
        var failure = assertThrows(IllegalStateException.class, () -> run(page, page.get(0), scripted));
        assertEquals("no", failure.getMessage());
    }

    @Test
    void aTestThatFailsIsFound(ScriptedSource scripted) {
        var page = page("""
                <!-- run: -->
                ```java
                class PlantedTest {
                    @Test
                    void fails() {
                        assertEquals(1, 2);
                    }
                }
                ```
                """);
        var failure = assertThrows(AssertionError.class, () -> run(page, page.get(0), scripted));
        assertTrue(failure.getMessage().contains("expected: <1> but was: <2>"), failure.getMessage());
    }

    @Test
    void aWarningIsAnError() {
        var failure = assertThrows(AssertionError.class, () -> JAVA.compile(page("```java\nList list = new ArrayList<String>();\n```\n")));
        assertTrue(failure.getMessage().contains("planted.md:2: found raw type"), failure.getMessage());
    }

    @Test
    void membersAndStatementsAndContinuationsCompile() throws IOException {
        var blocks = page("""
                ```java
                static int twice(int number) {
                    return 2 * number;
                }
                ```
                <!-- continues -->
                ```java
                int four = twice(2);
                ```
                <!-- continues -->
                ```java
                System.out.println(four);
                ```
                """);
        var snippet = JAVA.compile(Snippet.chain(blocks, blocks.get(2)));
        assertTrue(snippet.statements().isPresent());
    }

    @Test
    void aConsumerThatPrintsOtherwiseIsFound(ScriptedSource scripted) {
        var page = page("""
                <!-- run: scripted.emit(ScriptedProcess.of(7).exited(3)); -->
                ```java
                @Component
                @MonitorListener(id = "planted", types = EventType.EXITED)
                public class Planted implements MonitorEventListener {
                    @Override
                    public void onEvent(MonitorEvent event) {
                        System.out.println("exit " + event.properties().get("exit.code"));
                    }
                }
                ```
                <!-- prints -->
                ```text
                returned 4
                ```
                """);
        var failure = assertThrows(AssertionError.class, () -> run(page, page.get(0), scripted));
        assertTrue(failure.getMessage().contains("exit 3"), failure.getMessage());
    }

    @Test
    void aConsumerThatIsNotSatisfiedIsFound(ScriptedSource scripted) {
        var page = page("""
                <!-- run: -->
                ```java
                @Component
                public class Planted implements Runnable {
                    @Reference
                    private java.sql.Driver driver;

                    @Override
                    public void run() {}
                }
                ```
                """);
        var failure = assertThrows(Throwable.class, () -> run(page, page.get(0), scripted));
        assertTrue(String.valueOf(failure.getMessage()).contains("Planted is not satisfied"), failure.getMessage());
    }

    @Test
    void statementsThatThrowAreFound(ScriptedSource scripted) {
        var page = page("<!-- run: -->\n```java\nthrow new IllegalStateException(\"no\");\n```\n");
        var failure = assertThrows(AssertionError.class, () -> run(page, page.get(0), scripted));
        assertTrue(failure.getMessage().contains("IllegalStateException: no"), failure.getMessage());
    }

    @Test
    void whatAPageDoesNotSayMustNotBePrinted(ScriptedSource scripted) {
        var page = page("<!-- run: -->\n```java\nSystem.out.println(\"a word\");\n```\n");
        var failure = assertThrows(AssertionError.class, () -> run(page, page.get(0), scripted));
        assertTrue(failure.getMessage().contains("a word"), failure.getMessage());
    }

    @Test
    void aComponentThatNobodyRunsIsFound() {
        var page = page("```java\n@Component\npublic class Idle {}\n```\n");
        assertThrows(AssertionError.class, () -> assertTried(page.get(0)));
        assertEquals(1, page.size());
    }

    private static List<Block> page(String text) {
        return Blocks.of(Repository.PAGES.resolve("planted.md"), text);
    }
}
