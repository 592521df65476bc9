package org.prmonitor.rcp.internal.view;

import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.prmonitor.api.SourceState;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.ViewFrame;

/** In the place of the rows where there are none: why, and what to do. */
final class EmptyState {

    private static final int TEXT_WIDTH = 460;

    private final Composite area;
    private final Label icon;
    private final Label title;
    private final Label text;
    private final Link link;

    EmptyState(Composite parent, Runnable onShowAll) {
        area = new Composite(parent, SWT.NONE);
        var layout = new GridLayout(1, false);
        layout.verticalSpacing = 8;
        area.setLayout(layout);
        icon = new Label(area, SWT.NONE);
        icon.setLayoutData(new GridData(SWT.CENTER, SWT.END, true, true));
        title = new Label(area, SWT.CENTER);
        title.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        text = new Label(area, SWT.CENTER | SWT.WRAP);
        var data = new GridData(SWT.CENTER, SWT.CENTER, true, false);
        data.widthHint = TEXT_WIDTH;
        text.setLayoutData(data);
        link = new Link(area, SWT.NONE);
        link.setText("<a>Show everything</a>");
        link.setLayoutData(new GridData(SWT.CENTER, SWT.BEGINNING, true, true));
        link.addListener(SWT.Selection, event -> onShowAll.run());
    }

    Composite control() {
        return area;
    }

    void show(ViewFrame frame, Look look) {
        var status = frame.status();
        var state = status.state();
        if (frame.counts().hidden() > 0) {
            say(look, Icon.FLAT, "Nothing passes",
                    String.format(Locale.ROOT, "The filter and the type buttons hide all %,d rows.", frame.counts().hidden()), true);
        } else if (state == null || state == SourceState.STOPPED) {
            say(look, Icon.DISCONNECTED, "No event source",
                    "Nobody here delivers events. Install and start the bundles org.prmonitor.source and"
                            + " org.prmonitor.nativeaccess: this view goes on by itself.", false);
        } else if (state == SourceState.RUNNING) {
            say(look, Icon.PROCESSES, "Nothing yet", "The channel is open. What starts from now on is shown here.", false);
        } else {
            say(look, Icon.WARNING, "Waiting for a channel",
                    status.remark().isEmpty() ? "The source is choosing the best one that opens." : status.remark(), false);
        }
    }

    void apply(Look look, Composite table) {
        for (var control : area.getChildren()) {
            control.setBackground(table.getBackground());
            control.setForeground(table.getForeground());
        }
        area.setBackground(table.getBackground());
        text.setForeground(look.palette().mutedText());
        link.setLinkForeground(look.palette().link());
        title.setFont(look.bold());
    }

    private void say(Look look, Icon newIcon, String newTitle, String newText, boolean hasLink) {
        icon.setImage(look.icon(newIcon));
        link.setVisible(hasLink);
        if (!newTitle.equals(title.getText()) || !newText.equals(text.getText())) {
            title.setText(newTitle);
            text.setText(newText);
            area.layout(true);
        }
    }
}
