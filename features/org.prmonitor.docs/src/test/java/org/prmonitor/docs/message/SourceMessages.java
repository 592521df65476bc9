package org.prmonitor.docs.message;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.reference.JavaSources;

/** Every text in the sources of what is shipped: in Java, literals that are added up are one text, with a hole where something else is added. */
final class SourceMessages {

    private static final char HOLE = '\u0000';

    private final List<String> texts = new ArrayList<>();

    /** Those of the bundles, the launcher and the drivers. */
    static SourceMessages ofRepository() throws IOException {
        var messages = new SourceMessages();
        var java = Stream.of("bundles", "launcher", "features")
                .flatMap(folder -> Repository.files(Repository.ROOT.resolve(folder), ".java").stream())
                // What archetypes have is a template, and no Java yet.
                .filter(file -> file.toString().contains("/src/main/java/") && !file.toString().contains("archetype-resources"))
                .toList();
        for (CompilationUnitTree unit : JavaSources.parse(java)) {
            messages.scan(unit);
        }
        var others = Stream.of(
                Repository.files(Repository.ROOT.resolve("bundles"), ".kt").stream().filter(file -> file.toString().contains("/src/main/")),
                Repository.files(Repository.ROOT.resolve("driver"), ".c").stream(),
                Stream.of(Repository.ROOT.resolve("launcher/prmonitor"), Repository.ROOT.resolve("launcher/src/dist/bin/prmonitor")));
        for (Path file : others.flatMap(each -> each).toList()) {
            messages.texts.add(Files.readString(file));
        }
        return messages;
    }

    private void scan(CompilationUnitTree unit) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitBinary(BinaryTree binary, @Nullable Void nothing) {
                if (binary.getKind() != Tree.Kind.PLUS) {
                    return super.visitBinary(binary, nothing);
                }
                var text = new StringBuilder();
                add(binary, text);
                texts.add(text.toString());
                // What stands in the holes may have texts of its own.
                return super.visitBinary(binary, nothing);
            }

            @Override
            public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
                if (literal.getValue() instanceof String text) {
                    texts.add(text);
                }
                return null;
            }

            private void add(Tree tree, StringBuilder text) {
                if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
                    add(binary.getLeftOperand(), text);
                    add(binary.getRightOperand(), text);
                } else if (tree instanceof LiteralTree literal && literal.getValue() != null) {
                    text.append(literal.getValue());
                } else {
                    text.append(HOLE);
                }
            }
        }.scan(unit, null);
    }

    /** The parts of a message, between {@code …}, that no text of the sources has; empty when it has all. */
    List<String> missing(String message) {
        return Stream.of(message.split("…")).filter(part -> !has(part)).flatMap(this::missingSegments).toList();
    }

    /** What was tried, the system's words and what to do are three texts: a colon and a semicolon are put between them. */
    private Stream<String> missingSegments(String part) {
        return Stream.of(part.split("[:;] |[:;]$")).filter(segment -> !has(segment)).map(String::strip);
    }

    private boolean has(String part) {
        String bare = part.replaceAll("^[;:,.)]*\\s*|\\s*[;:,(]*\\s*$", "");
        return bare.length() < 2 || texts.stream().anyMatch(text -> text.contains(bare));
    }
}
