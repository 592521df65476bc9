package org.prmonitor.rcp.internal.view;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.RowKind;

/** The buttons that say which kinds of rows are shown. */
final class KindBar {

    private final ToolBar bar;
    private final Map<RowKind, ToolItem> items = new EnumMap<>(RowKind.class);

    KindBar(Composite parent, Consumer<Set<RowKind>> onChange) {
        bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        for (var kind : RowKind.values()) {
            var item = new ToolItem(bar, SWT.CHECK);
            item.setText(title(kind));
            item.setToolTipText(explanation(kind));
            item.setSelection(true);
            item.addListener(SWT.Selection, event -> onChange.accept(kinds()));
            items.put(kind, item);
        }
    }

    ToolBar control() {
        return bar;
    }

    /** Presses exactly these. */
    void setKinds(Set<RowKind> kinds) {
        items.forEach((kind, item) -> item.setSelection(kinds.contains(kind)));
    }

    void apply(Look look) {
        items.forEach((kind, item) -> item.setImage(look.icon(icon(kind))));
    }

    private Set<RowKind> kinds() {
        var kinds = EnumSet.noneOf(RowKind.class);
        items.forEach((kind, item) -> {
            if (item.getSelection()) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    private static String title(RowKind kind) {
        return switch (kind) {
            case RUNNING -> "Running";
            case ENDED -> "Ended";
            case FORKED -> "Forked";
            case LOST -> "Lost";
        };
    }

    private static String explanation(RowKind kind) {
        return switch (kind) {
            case RUNNING -> "Show what runs";
            case ENDED -> "Show what has ended";
            case FORKED -> "Show copies that have run no image of their own";
            case LOST -> "Show where events are missing";
        };
    }

    private static Icon icon(RowKind kind) {
        return switch (kind) {
            case RUNNING -> Icon.RUNNING;
            case ENDED -> Icon.ENDED;
            case FORKED -> Icon.FORKED;
            case LOST -> Icon.LOST;
        };
    }
}
