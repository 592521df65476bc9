package org.prmonitor.docs.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.site.MarkdownFile;

/** Finds the blocks of a page. */
public final class Blocks {

    private static final Pattern COMMENT = Pattern.compile("<!--\\s*([a-z-]+)\\s*(?::(.*?))?-->", Pattern.DOTALL);

    private Blocks() {}

    /** Every fenced block of every document. */
    public static List<Block> all() {
        return Repository.documents().stream().flatMap(page -> read(page).stream()).toList();
    }

    /** Every fenced block of every document whose language is one of these. */
    public static List<Block> all(String... languages) {
        var wanted = List.of(languages);
        return all().stream().filter(block -> wanted.contains(block.language())).toList();
    }

    /** The fenced blocks of a page, in order. */
    public static List<Block> read(Path page) {
        return of(page, text(page));
    }

    /** The fenced blocks of a text, in order. */
    public static List<Block> of(Path page, String text) {
        var found = new ArrayList<Block>();
        MarkdownFile.parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                int line = block.getSourceSpans().get(0).getLineIndex() + 2;
                String information = block.getInfo() == null ? "" : block.getInfo().strip();
                found.add(new Block(page, line, information, words(block, Repository.show(page) + ":" + line), block.getLiteral()));
            }
        });
        return List.copyOf(found);
    }

    /** The lines at which a page has code without a fence, which nothing can be said about. */
    public static List<Integer> indented(String text) {
        var found = new ArrayList<Integer>();
        MarkdownFile.parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(IndentedCodeBlock block) {
                found.add(block.getSourceSpans().get(0).getLineIndex() + 1);
            }
        });
        return List.copyOf(found);
    }

    private static Map<String, String> words(Node block, String place) {
        var comments = new ArrayList<String>();
        for (Node before = block.getPrevious(); before instanceof HtmlBlock html; before = before.getPrevious()) {
            comments.add(0, html.getLiteral());
        }
        var words = new LinkedHashMap<String, String>();
        var matcher = COMMENT.matcher(String.join("\n", comments));
        while (matcher.find()) {
            String value = matcher.group(2) == null ? "" : matcher.group(2).strip();
            if (words.put(matcher.group(1), value) != null) {
                throw new AssertionError(place + ": '" + matcher.group(1) + "' is said twice above the block");
            }
        }
        return Collections.unmodifiableMap(words);
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
