package org.prmonitor.rcp.internal.view;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.RowKind;

/** The buttons that say which kinds of rows are shown. */
final class KindBar {

    private final Composite bar;
    private final Map<RowKind, Button> items = new EnumMap<>(RowKind.class);

    KindBar(Composite parent, Consumer<Set<RowKind>> onChange) {
        bar = new Composite(parent, SWT.NONE);
        var layout = new RowLayout(SWT.HORIZONTAL);
        layout.marginLeft = layout.marginRight = layout.marginTop = layout.marginBottom = 0;
        layout.spacing = 4;
        bar.setLayout(layout);
        for (var kind : RowKind.values()) {
            var item = new Button(bar, SWT.TOGGLE);
            item.setText(title(kind));
            item.setToolTipText(explanation(kind));
            item.setSelection(true);
            item.addListener(SWT.Selection, event -> onChange.accept(kinds()));
            items.put(kind, item);
        }
    }

    Composite control() {
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
