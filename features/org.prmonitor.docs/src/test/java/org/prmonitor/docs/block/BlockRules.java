package org.prmonitor.docs.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.prmonitor.docs.Repository;

/** What every block has to say about itself: a language that is tried, and words that this language has. */
final class BlockRules {

    private static final Set<String> PROGRAM =
            Set.of("run", "before", "prints", "given", "imports", "continues", "requires", "not-run", "tested-by");
    private static final Set<String> COMMANDS =
            Set.of("with", "requires", "meanwhile", "until", "among", "exit", "timeout", "not-run", "tested-by");

    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("java", PROGRAM),
            Map.entry("kotlin", PROGRAM),
            Map.entry("sh", COMMANDS),
            Map.entry("console", COMMANDS),
            Map.entry("xml", Set.of()),
            Map.entry("properties", Set.of("configuration", "not-run")),
            Map.entry("ldap", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("text", Set.of("prints", "drawing")));

    private BlockRules() {}

    /** What is wrong with the blocks of a page; empty when nothing is. */
    static List<String> violations(List<Block> blocks) {
        var wrong = new ArrayList<String>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Set<String> known = WORDS.get(block.language());
            if (known == null) {
                wrong.add(block.place() + ": language '" + block.language() + "' is none of " + new TreeSet<>(WORDS.keySet()));
                continue;
            }
            for (String word : block.words().keySet()) {
                if (!known.contains(word)) {
                    wrong.add(block.place() + ": '" + word + "' means nothing above a block of " + block.language());
                }
            }
            wrong.addAll(unfounded(block));
            if (block.language().equals("text")) {
                wrong.addAll(text(block, i == 0 ? null : blocks.get(i - 1)));
            }
        }
        return wrong;
    }

    /** A reason not to run has to be one. */
    private static List<String> unfounded(Block block) {
        var wrong = new ArrayList<String>();
        if (block.word("not-run").filter(reason -> reason.length() < 10).isPresent()) {
            wrong.add(block.place() + ": 'not-run' does not say why");
        }
        block.word("tested-by").ifPresent(told -> wrong.addAll(untested(block, told.split(" +"))));
        if (block.has("not-run") && block.has("run")) {
            wrong.add(block.place() + ": both 'run' and 'not-run'");
        }
        return wrong;
    }

    /**
     * That a test is named is no proof that it has to do with the block: what both have is named behind it.
     *
     * @param told the test's path, then texts without spaces
     */
    private static List<String> untested(Block block, String... told) {
        var path = Repository.ROOT.resolve(told[0]);
        if (!Files.isRegularFile(path)) {
            return List.of(block.place() + ": there is no test " + told[0]);
        }
        if (told.length == 1) {
            return List.of(block.place() + ": 'tested-by' does not say what of it stands in " + told[0]);
        }
        var wrong = new ArrayList<String>();
        var test = text(path);
        for (var text : List.of(told).subList(1, told.length)) {
            if (!block.text().contains(text)) {
                wrong.add(block.place() + ": '" + text + "' is to be tested, and does not stand there");
            } else if (!test.contains(text)) {
                wrong.add(block.place() + ": " + told[0] + " does not test '" + text + "'");
            }
        }
        return wrong;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> text(Block block, @Nullable Block before) {
        if (block.has("drawing") == block.has("prints")) {
            return List.of(block.place() + ": a block of text is marked with 'prints' or with 'drawing'");
        }
        boolean printed = before != null && Set.of("java", "kotlin").contains(before.language());
        return block.has("prints") && !printed
                ? List.of(block.place() + ": 'prints', and there is no block of Java or Kotlin before it")
                : List.of();
    }
}
