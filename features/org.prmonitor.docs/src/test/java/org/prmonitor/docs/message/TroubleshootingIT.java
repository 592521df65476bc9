package org.prmonitor.docs.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.site.MarkdownFile;

/** The messages that troubleshooting explains are those that the sources have. A message is a first cell of a table that is code and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleshootingIT {

    /** Shorter, and something would have it by chance. */
    private static final int LONG_ENOUGH = 8;

    private final SourceMessages sources;

    TroubleshootingIT() throws IOException {
        sources = SourceMessages.ofRepository();
    }

    @Test
    void everyMessageIsInTheSources() throws IOException {
        var messages = messages(Files.readString(Repository.PAGES.resolve("troubleshooting.md")));
        assertTrue(messages.size() > LONG_ENOUGH, () -> "messages: " + messages);
        var wrong = new ArrayList<String>();
        for (String message : messages) {
            sources.missing(message).forEach(part -> wrong.add("`" + message + "`: no source has '" + part + "'"));
            if (message.replaceAll("[…\\s]", "").length() < LONG_ENOUGH) {
                wrong.add("`" + message + "`: too little of it stands there to be looked for");
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void aMessageThatNobodyHasIsFound() throws IOException {
        assertEquals(List.of(), sources.missing("no channel is open: …"));
        assertEquals(List.of("no tunnel is open"), sources.missing("no tunnel is open: …"));
        assertEquals(List.of("and nobody says this"), sources.missing("no channel is open: …; and nobody says this"));
    }

    @Test
    void messagesAreFirstCellsOfCodeAlone() {
        var page = "| message | cause |\n| --- | --- |\n| `one …: two` | `no` |\n| words and `code` | no |\n";
        assertEquals(List.of("one …: two"), messages(page));
    }

    private static List<String> messages(String page) {
        var found = new ArrayList<String>();
        MarkdownFile.parse(page).accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow row
                        && row.getFirstChild() instanceof TableCell cell
                        && cell.getFirstChild() instanceof Code code
                        && code.getNext() == null) {
                    found.add(code.getLiteral());
                }
                visitChildren(node);
            }
        });
        return found;
    }
}
