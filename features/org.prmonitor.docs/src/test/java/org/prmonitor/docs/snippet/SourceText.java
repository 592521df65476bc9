package org.prmonitor.docs.snippet;

import java.util.ArrayList;
import java.util.List;
import org.prmonitor.docs.block.Block;

/** A source that is put together of what the runner adds and of blocks, and knows which of its lines stands where in a page. One thread. */
final class SourceText {

    private final StringBuilder text = new StringBuilder();
    private final List<String> places = new ArrayList<>();

    /** Adds a line that no page has. */
    SourceText line(String line) {
        text.append(line).append('\n');
        places.add("(added by the test)");
        return this;
    }

    /** Adds lines of a block. */
    SourceText lines(Block block, List<String> lines, int first) {
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append('\n');
            places.add(block.place(block.line() + first + i));
        }
        return this;
    }

    /** Adds a block. */
    SourceText block(Block block) {
        return lines(block, block.lines(), 0);
    }

    /** Where a line stands. */
    String place(long line) {
        return line >= 1 && line <= places.size() ? places.get((int) line - 1) : "(no line)";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
