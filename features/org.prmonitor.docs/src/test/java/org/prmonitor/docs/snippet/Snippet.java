package org.prmonitor.docs.snippet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.prmonitor.docs.block.Block;

/**
 * What a block became when it was compiled, with the blocks that it continues.
 *
 * @param block the last of the blocks
 * @param packageName of its types
 * @param classes the folder with its classes
 * @param statements the class whose method {@code snippet} has its statements; empty where it has none
 */
record Snippet(Block block, String packageName, Path classes, Optional<String> statements) {

    /** A block and those before it that it continues, in order. */
    static List<Block> chain(List<Block> ofPage, Block last) {
        int index = ofPage.indexOf(last);
        int first = index;
        while (ofPage.get(first).has("continues")) {
            int before = first - 1;
            while (before >= 0 && !ofPage.get(before).language().equals(last.language())) {
                before--;
            }
            if (before < 0) {
                throw new AssertionError(last.place() + ": continues nothing");
            }
            first = before;
        }
        return ofPage.subList(first, index + 1).stream().filter(block -> block.language().equals(last.language())).toList();
    }

    /** What a page says that a block prints: in a comment above it, or in the block of text below it. */
    static Optional<String> shown(List<Block> ofPage, Block block) {
        int next = ofPage.indexOf(block) + 1;
        if (next < ofPage.size() && ofPage.get(next).language().equals("text") && ofPage.get(next).has("prints")) {
            return Optional.of(ofPage.get(next).text());
        }
        return block.word("prints");
    }

    /** Whether it is a consumer: has a component of its own. */
    static boolean hasComponent(String text) {
        return text.matches("(?s).*@Component\\b.*");
    }

    /** Whether it has tests. */
    static boolean hasTests(String text) {
        return text.matches("(?s).*@(Test|ParameterizedTest|RepeatedTest|Property)\\b.*");
    }
}
