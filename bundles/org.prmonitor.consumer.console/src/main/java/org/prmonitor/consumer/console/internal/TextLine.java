package org.prmonitor.consumer.console.internal;

/** A line in the making. A value that is wider than its column pushes the rest to the right; nothing is cut off. */
final class TextLine {

    private static final String GAP = "  ";

    private final StringBuilder text = new StringBuilder(160);

    /** A left-aligned column and the gap after it. */
    TextLine left(String value, int width) {
        text.append(value);
        pad(width - value.length());
        text.append(GAP);
        return this;
    }

    /** A right-aligned column. */
    TextLine right(String value, int width) {
        pad(width - value.length());
        text.append(value);
        return this;
    }

    TextLine gap() {
        text.append(GAP);
        return this;
    }

    TextLine append(String value) {
        text.append(value);
        return this;
    }

    private void pad(int count) {
        for (var index = 0; index < count; index++) {
            text.append(' ');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
