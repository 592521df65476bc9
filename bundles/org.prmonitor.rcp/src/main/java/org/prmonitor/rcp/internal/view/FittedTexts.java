package org.prmonitor.rcp.internal.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;

/**
 * Texts as they fit into cells, with … where there is no room. What was measured once is kept: a frame shows mostly what the
 * frame before has shown, and measuring was most of what a frame cost. The user interface's thread only.
 */
final class FittedTexts {

    /** What is printable has no line's end and no tab, and an ampersand is an ampersand. */
    static final int FLAGS = SWT.DRAW_TRANSPARENT;

    /** No font has signs that are narrower on average: a command line of 100,000 signs is not measured whole. */
    private static final int NARROWEST = 2;

    /** Several windows full of cells. */
    private static final int MOST = 4_096;

    /**
     * A text and the room that it takes.
     *
     * @param text what fits; empty where nothing does
     * @param width of it, in points
     * @param height of it, in points
     */
    record Fitted(String text, int width, int height) {

        private static final Fitted NOTHING = new Fitted("", 0, 0);
    }

    private record Cell(String text, int room, Font font) {}

    private final Map<Cell, Fitted> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cell, Fitted> eldest) {
            return size() > MOST;
        }
    };

    /**
     * As much of a text as fits.
     *
     * @param gc with the font that it is drawn in
     * @param room in points
     */
    Fitted fit(GC gc, String text, int room) {
        if (room <= 0 || text.isEmpty()) {
            return Fitted.NOTHING;
        }
        return known.computeIfAbsent(new Cell(text, room, gc.getFont()), cell -> measure(gc, text, room));
    }

    private static Fitted measure(GC gc, String text, int room) {
        var longest = room / NARROWEST + 1;
        if (text.length() <= longest) {
            var whole = measured(gc, text);
            if (whole.width() <= room) {
                return whole;
            }
        }
        var best = Fitted.NOTHING;
        var fits = 0;
        var tooLong = Math.min(text.length(), longest);
        while (tooLong - fits > 1) {
            var middle = (fits + tooLong) >>> 1;
            var part = measured(gc, text.substring(0, middle) + "…");
            if (part.width() <= room) {
                fits = middle;
                best = part;
            } else {
                tooLong = middle;
            }
        }
        return best;
    }

    private static Fitted measured(GC gc, String text) {
        var extent = gc.textExtent(text, FLAGS);
        return new Fitted(text, extent.x, extent.y);
    }
}
