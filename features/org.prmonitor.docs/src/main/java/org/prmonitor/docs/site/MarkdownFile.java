package org.prmonitor.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A Markdown file as the repository's view shows it: its text, its headings with the anchors that the view gives them, and its links.
 *
 * @param path where it is
 * @param text its text
 * @param headings its headings, in order
 * @param links its links and images, in order
 */
public record MarkdownFile(Path path, String text, List<Section> headings, List<Reference> links) {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /**
     * A heading.
     *
     * @param anchor what a link to it has behind {@code #}
     * @param offset where its line begins in the text
     * @param line its line, from 1
     */
    public record Section(String anchor, int offset, int line) {}

    /**
     * A link or an image.
     *
     * @param destination what stands in parentheses
     * @param image whether it is shown and not followed
     * @param offset where it begins in the text
     * @param length how many characters it has
     * @param line its line, from 1
     */
    public record Reference(String destination, boolean image, int offset, int length, int line) {

        /** Whether it leads out of the repository. */
        public boolean external() {
            return destination.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
        }

        /** What stands before {@code #}; empty for the file itself. */
        public String file() {
            int hash = destination.indexOf('#');
            return hash < 0 ? destination : destination.substring(0, hash);
        }

        /** What stands behind {@code #}, with it; empty where nothing does. */
        public String fragment() {
            int hash = destination.indexOf('#');
            return hash < 0 ? "" : destination.substring(hash);
        }
    }

    /** Parses text with the dialect of the pages: CommonMark and tables. */
    public static Node parse(String text) {
        return PARSER.parse(text);
    }

    /** Reads one. */
    public static MarkdownFile read(Path path) throws IOException {
        return of(path, Files.readString(path));
    }

    /** One with the text given. */
    public static MarkdownFile of(Path path, String text) {
        List<Section> headings = new ArrayList<>();
        List<Reference> links = new ArrayList<>();
        var anchors = IdGenerator.builder().build();
        parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                SourceSpan span = heading.getSourceSpans().get(0);
                // In lower case already: the generator would do it as the language of the machine has it, which in Turkish is another letter.
                var anchor = anchors.generateId(plainText(heading).toLowerCase(Locale.ROOT));
                headings.add(new Section(anchor, lineStart(text, span.getInputIndex()), span.getLineIndex() + 1));
                visitChildren(heading);
            }

            @Override
            public void visit(Link link) {
                add(link, link.getDestination(), false);
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                add(image, image.getDestination(), true);
            }

            private void add(Node node, String destination, boolean image) {
                SourceSpan first = node.getSourceSpans().get(0);
                SourceSpan last = node.getSourceSpans().get(node.getSourceSpans().size() - 1);
                int end = last.getInputIndex() + last.getLength();
                links.add(new Reference(destination, image, first.getInputIndex(), end - first.getInputIndex(), first.getLineIndex() + 1));
            }
        });
        return new MarkdownFile(path, text, List.copyOf(headings), List.copyOf(links));
    }

    private static int lineStart(String text, int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    private static String plainText(Node node) {
        var words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }
}
