package org.prmonitor.docs.command;

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
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.docs.EmptyFolder;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.block.Block;
import org.prmonitor.docs.block.Blocks;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The commands of the pages do what the pages say. */
@Requires(Requirement.LINUX)
class CommandsIT {

    private static final Path SCRATCH = Repository.TARGET.resolve("scratch");

    @BeforeAll
    static void beginWithNothing() throws IOException {
        EmptyFolder.at(SCRATCH);
    }

    @TestFactory
    Stream<DynamicTest> run() {
        return Blocks.all("sh", "console").stream()
                .filter(block -> block.notRun().isEmpty())
                .map(block -> DynamicTest.dynamicTest(block.place(), () -> new CommandTrial(block, scratch(block)).run()));
    }

    private static Path scratch(Block block) {
        return SCRATCH.resolve(Repository.show(block.page()).replaceAll("[^a-zA-Z0-9]+", "_"));
    }

    @Test
    void aSessionIsTakenApart() {
        var block = block("<!-- with: DIR=$SCRATCH/x -->\n```console\n$ ls DIR \\\n    MYDIR\na\n^C\nb\n$ launcher/prmonitor doctor\n```\n");
        assertEquals(
                List.of(
                        new Session.Command("ls $SCRATCH/x \\\n    MYDIR", List.of("a", "b"), 3),
                        new Session.Command("launcher/target/prmonitor/bin/prmonitor doctor", List.of(), 8)),
                Session.of(block).commands());
        assertThrows(AssertionError.class, () -> Session.of(block("```console\nls\n```\n")));
    }

    @Test
    void whatACommandPrintsIsCompared(@TempDir Path scratch) throws Exception {
        run("```console\n$ echo a 17\na 4711\n```\n", scratch);
        run("```console\n$ echo kept > $SCRATCH/file; pwd\n…\n$ cat $SCRATCH/file\nkept\n```\n", scratch);
        assertFails("```console\n$ echo a 17\nb 17\n```\n", "prints otherwise", scratch);
        assertFails("```console\n$ echo a\n```\n", "prints otherwise", scratch);
        assertFails("```console\n$ false\n```\n", "returned 1 and not 0", scratch);
        run("<!-- exit: 1 -->\n```console\n$ false\n```\n", scratch);
        assertFails("```sh\nfalse\ntrue\n```\n", "returned 1 and not 0", scratch);
        assertFails("```sh\nno-such-command\n```\n", "returned 127", scratch);
    }

    @Test
    void aCommandThatDoesNotEndIsEnded(@TempDir Path scratch) throws Exception {
        assertFails("<!-- timeout: 1 -->\n```sh\nsleep 60\n```\n", "still runs after 1 s", scratch);
        run("<!-- until: started -->\n```console\n$ echo started; sleep 60\nstarted\n^C\n```\n", scratch);
    }

    private static void run(String page, Path scratch) throws Exception {
        new CommandTrial(block(page), scratch).run();
    }

    private static void assertFails(String page, String message, Path scratch) {
        var failure = assertThrows(AssertionError.class, () -> run(page, scratch));
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertTrue(failure.getMessage().contains("planted.md:"), failure.getMessage());
    }

    private static Block block(String page) {
        return Blocks.of(Repository.PAGES.resolve("planted.md"), page).get(0);
    }
}
