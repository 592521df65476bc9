package org.prmonitor.docs.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.prmonitor.docs.Repository;

/** Every block is one that is tried, or says why not; and pages that are wrong are found to be. */
class BlockRulesIT {

    @Test
    void everyBlockSaysWhatIsDoneWithIt() {
        var wrong = Repository.documents().stream().flatMap(page -> BlockRules.violations(Blocks.read(page)).stream()).toList();
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void pagesHaveNoCodeWithoutAFence() throws IOException {
        var wrong = new ArrayList<String>();
        for (Path page : Repository.pages()) {
            Blocks.indented(Files.readString(page)).forEach(line -> wrong.add(Repository.show(page) + ":" + line));
        }
        assertTrue(wrong.isEmpty(), () -> "code that is indented and not fenced:\n" + String.join("\n", wrong));
    }

    @Test
    void whatIsNotRunIsCounted() {
        List<Block> blocks = Blocks.all();
        var count = blocks.stream().collect(Collectors.groupingBy(Block::language, TreeMap::new, Collectors.counting()));
        System.out.println("blocks of code: " + blocks.size() + " " + count);
        var notRun = blocks.stream().filter(block -> block.notRun().isPresent()).toList();
        System.out.println("not run here: " + notRun.size());
        notRun.forEach(block -> System.out.println("  " + block.place() + " " + block.language() + ": " + block.notRun().orElseThrow()));
        assertEquals(blocks.size(), count.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void wordsAreReadFromTheCommentsAboveABlock() {
        var blocks = blocks("""
                <!-- elsewhere: no -->

                Words.

                <!-- run: scripted.settle();
                more(); -->
                <!-- among -->
                ```java
                class A {}
                ```
                """);
        assertEquals(1, blocks.size());
        assertEquals(Map.of("run", "scripted.settle();\nmore();", "among", ""), blocks.get(0).words());
        assertEquals("class A {}\n", blocks.get(0).text());
        assertEquals(9, blocks.get(0).line());
    }

    @Test
    void aWrongPageIsFoundToBeWrong() {
        assertWrong("```\nx\n```\n", "language '' is none of");
        assertWrong("```perl\nx\n```\n", "language 'perl' is none of");
        assertWrong("<!-- rum: x -->\n```java\nx\n```\n", "'rum' means nothing above a block of java");
        assertWrong("<!-- not-run: no -->\n```sh\nx\n```\n", "'not-run' does not say why");
        assertWrong("<!-- tested-by: bundles/NoSuchTest.java -->\n```sh\nx\n```\n", "there is no test bundles/NoSuchTest.java");
        assertWrong("<!-- tested-by: README.md -->\n```sh\nx\n```\n", "'tested-by' does not say what of it stands in README.md");
        assertWrong("<!-- tested-by: README.md verify -->\n```sh\nx\n```\n", "'verify' is to be tested, and does not stand there");
        assertWrong("<!-- tested-by: README.md falsify -->\n```sh\nfalsify\n```\n", "README.md does not test 'falsify'");
        assertWrong("```text\nx\n```\n", "is marked with 'prints' or with 'drawing'");
        assertWrong("<!-- prints -->\n```text\nx\n```\n", "no block of Java or Kotlin before it");
        assertEquals(List.of(2), Blocks.indented("Words:\n\n    code\n").stream().map(line -> line - 1).toList());
    }

    @Test
    void aRightPageIsFoundToBeRight() {
        assertEquals(List.of(), BlockRules.violations(blocks("<!-- tested-by: README.md mvn verify -->\n```sh\nmvn verify\n```\n")));
        assertEquals(List.of(), BlockRules.violations(blocks("<!-- run: -->\n```java\nx();\n```\n<!-- prints -->\n```text\nx\n```\n")));
    }

    private static void assertWrong(String page, String message) {
        var wrong = BlockRules.violations(blocks(page));
        assertTrue(wrong.size() == 1 && wrong.get(0).contains(message), () -> page + "\n" + wrong);
    }

    private static List<Block> blocks(String text) {
        return Blocks.of(Repository.PAGES.resolve("planted.md"), text);
    }
}
