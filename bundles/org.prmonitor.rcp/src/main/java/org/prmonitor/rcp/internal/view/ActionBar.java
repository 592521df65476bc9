package org.prmonitor.rcp.internal.view;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.Presentation;

/** What can be done, as buttons. Their names are their tool tips. */
final class ActionBar {

    /** Who does it. */
    interface Actions {

        void present(Presentation presentation);

        void foldAll(boolean isCollapsed);

        void pause(boolean isPaused);

        void clear();

        void copy();

        void save();

        void showDetails(boolean isShown);

        void openSettings();
    }

    private record Entry(ToolItem item, Icon icon) {}

    private final ToolBar bar;
    private final Actions actions;
    private final List<Entry> entries = new ArrayList<>();
    private final ToolItem tree;
    private final ToolItem flat;
    private final ToolItem expand;
    private final ToolItem collapse;
    private final ToolItem pause;
    private @Nullable Look look;

    ActionBar(Composite parent, Actions actions) {
        this.actions = actions;
        bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        tree = add(SWT.RADIO, Icon.TREE, "Tree: who started whom", event -> present(event, Presentation.TREE));
        flat = add(SWT.RADIO, Icon.FLAT, "List: one order for all", event -> present(event, Presentation.FLAT));
        expand = add(SWT.PUSH, Icon.EXPAND, "Expand all", event -> actions.foldAll(false));
        collapse = add(SWT.PUSH, Icon.COLLAPSE, "Collapse all", event -> actions.foldAll(true));
        new ToolItem(bar, SWT.SEPARATOR);
        pause = add(SWT.CHECK, Icon.PAUSE, "", event -> pause());
        add(SWT.PUSH, Icon.CLEAR, "Clear what has ended, and losses", event -> actions.clear());
        new ToolItem(bar, SWT.SEPARATOR);
        add(SWT.PUSH, Icon.COPY, "Copy the selected rows, or all (Ctrl+C)", event -> actions.copy());
        add(SWT.PUSH, Icon.SAVE, "Save the selected rows' events, or all, as JSON Lines…", event -> actions.save());
        new ToolItem(bar, SWT.SEPARATOR);
        var details = add(SWT.CHECK, Icon.DETAILS, "Details of the selected row", event -> {});
        details.setSelection(true);
        details.addListener(SWT.Selection, event -> actions.showDetails(details.getSelection()));
        setPresentation(Presentation.TREE);
        namePause();
    }

    ToolBar control() {
        return bar;
    }

    /** Adds the button that opens the preferences; without it there is none. */
    void addSettings() {
        var item = add(SWT.PUSH, Icon.SETTINGS, "Preferences…", event -> actions.openSettings());
        if (look != null) {
            item.setImage(look.icon(Icon.SETTINGS));
        }
        bar.getParent().layout(true, true);
    }

    void setPresentation(Presentation presentation) {
        var isTree = presentation == Presentation.TREE;
        tree.setSelection(isTree);
        flat.setSelection(!isTree);
        expand.setEnabled(isTree);
        collapse.setEnabled(isTree);
    }

    void apply(Look newLook) {
        look = newLook;
        entries.forEach(entry -> entry.item.setImage(newLook.icon(entry.icon)));
        namePause();
    }

    private void present(Event event, Presentation presentation) {
        // The other one's release comes here, too.
        if (event.widget instanceof ToolItem item && item.getSelection()) {
            setPresentation(presentation);
            actions.present(presentation);
        }
    }

    private void pause() {
        namePause();
        actions.pause(pause.getSelection());
    }

    private void namePause() {
        var isPaused = pause.getSelection();
        pause.setToolTipText(isPaused ? "Go on" : "Pause: hold the rows still, and miss nothing");
        if (look != null) {
            pause.setImage(look.icon(isPaused ? Icon.RESUME : Icon.PAUSE));
        }
    }

    private ToolItem add(int style, Icon icon, String toolTip, Listener listener) {
        var item = new ToolItem(bar, style);
        item.setToolTipText(toolTip);
        item.setData(icon);
        item.addListener(SWT.Selection, listener);
        entries.add(new Entry(item, icon));
        return item;
    }
}
