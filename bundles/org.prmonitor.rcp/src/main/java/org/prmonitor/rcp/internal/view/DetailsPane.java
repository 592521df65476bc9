package org.prmonitor.rcp.internal.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.text.PrintableText;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.RowProperties;

/** All properties of all that a row is made of, as text that can be selected and copied. */
final class DetailsPane {

    private static final int GAP = 24;
    private static final String NOTHING = "Select a row to see all its properties.";

    private final StyledText text;
    private @Nullable ProcessRow shown;
    private Look look;

    DetailsPane(Composite parent, Look look) {
        this.look = look;
        text = new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(12, 8, 12, 8);
        text.setLineSpacing(2);
        text.setCaret(null);
        render();
    }

    StyledText control() {
        return text;
    }

    /** Shows a row, or that none is selected. What is shown already stays as it is, with what is selected in it. */
    void show(@Nullable ProcessRow row) {
        if (row != shown) {
            var isSame = row != null && shown != null && row.id() == shown.id();
            var top = text.getTopPixel();
            shown = row;
            render();
            text.setTopPixel(isSame ? top : 0);
        }
    }

    void apply(Look newLook) {
        look = newLook;
        render();
    }

    private void render() {
        var palette = look.palette();
        var row = shown;
        var content = new StringBuilder();
        var styles = new ArrayList<StyleRange>();
        if (row == null) {
            content.append(NOTHING);
            styles.add(new StyleRange(0, content.length(), palette.mutedText(), null));
        } else {
            write(row, content, styles);
        }
        text.setText(content.toString());
        text.setStyleRanges(styles.toArray(StyleRange[]::new));
        if (row != null) {
            align(row);
        }
    }

    private void write(ProcessRow row, StringBuilder content, List<StyleRange> styles) {
        for (var properties : RowProperties.all(row)) {
            if (!content.isEmpty()) {
                content.append('\n');
            }
            heading(title(properties), content, styles);
            properties.forEach((key, value) -> {
                // The typed record is what all the others say.
                if (!key.equals(EventKeys.EVENT)) {
                    styles.add(new StyleRange(content.length(), key.length(), look.palette().mutedText(), null));
                    content.append(key).append('\t').append(value(value)).append('\n');
                }
            });
        }
    }

    private void heading(String heading, StringBuilder content, List<StyleRange> styles) {
        var style = new StyleRange(content.length(), heading.length(), null, null, SWT.BOLD);
        styles.add(style);
        content.append(heading).append('\n');
    }

    /** The last part of the topic; what ran before anybody watched is no event. */
    private static String title(Map<String, Object> properties) {
        if (properties.get(EventKeys.SEQUENCE) == null) {
            return "Running since before this view was opened";
        }
        var topic = String.valueOf(properties.get(EventKeys.TOPIC));
        var action = topic.substring(topic.lastIndexOf('/') + 1);
        return "Event " + properties.get(EventKeys.SEQUENCE) + ": " + action.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Printable, and on one line. */
    private static String value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> '"' + PrintableText.escape(String.valueOf(element)).replace("\"", "\\\"") + '"')
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return PrintableText.escape(String.valueOf(value));
    }

    /** All values begin in one column, and what is too long goes on there. */
    private void align(ProcessRow row) {
        var gc = new GC(text);
        var width = 0;
        try {
            for (var properties : RowProperties.all(row)) {
                for (var key : properties.keySet()) {
                    width = Math.max(width, gc.textExtent(key).x);
                }
            }
        } finally {
            gc.dispose();
        }
        text.setTabStops(new int[] {width + GAP});
        text.setWrapIndent(width + GAP);
    }
}
