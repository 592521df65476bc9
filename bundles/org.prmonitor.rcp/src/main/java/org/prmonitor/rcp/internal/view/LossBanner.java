package org.prmonitor.rcp.internal.view;

import java.time.Instant;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.icons.IconSet;
import org.prmonitor.rcp.internal.model.ViewFrame;
import org.prmonitor.rcp.internal.model.ViewStatus;

/** A band above the rows that says that events are missing, and stays until somebody says to have seen it. */
final class LossBanner {

    private static final int PADDING = 12;

    private final Composite band;
    private final Label icon;
    private final Label text;
    private final Button acknowledge;
    /** The band is bright in every theme, so its icon is the one for a light ground. */
    private final IconSet icons;

    /** When the first loss that nobody has acknowledged was seen; null while there is none. */
    private @Nullable Instant since;

    LossBanner(Composite parent, Runnable onAcknowledge) {
        band = new Composite(parent, SWT.NONE);
        var layout = new GridLayout(3, false);
        layout.marginWidth = 10;
        layout.marginHeight = 6;
        layout.horizontalSpacing = 8;
        band.setLayout(layout);
        icons = new IconSet(parent.getDisplay(), false);
        icon = new Label(band, SWT.NONE);
        icon.setImage(icons.get(Icon.WARNING));
        text = new Label(band, SWT.NONE);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        acknowledge = new Button(band, SWT.PUSH);
        acknowledge.setText("Acknowledge");
        acknowledge.setToolTipText("I have seen it. Rows marked as lost stay where they are.");
        var size = new GridData(SWT.END, SWT.CENTER, false, false);
        size.widthHint = acknowledge.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * PADDING;
        acknowledge.setLayoutData(size);
        acknowledge.addListener(SWT.Selection, event -> onAcknowledge.run());
        var data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.exclude = true;
        band.setLayoutData(data);
        band.setVisible(false);
        band.addListener(SWT.Dispose, event -> icons.close());
    }

    Composite control() {
        return band;
    }

    void show(ViewFrame frame) {
        var status = frame.status();
        if (!status.isAlarm()) {
            since = null;
            Hiding.show(band, false);
            return;
        }
        var begin = since == null ? Instant.now() : since;
        since = begin;
        var words = words(status, CellText.time(begin, Instant.now()).substring(0, 8));
        if (!words.equals(text.getText())) {
            text.setText(words);
            band.layout();
        }
        Hiding.show(band, true);
    }

    void apply(Look look) {
        var palette = look.palette();
        for (var control : new Control[] {band, icon, text}) {
            control.setBackground(palette.alarmGround());
            control.setForeground(palette.alarmText());
        }
        text.setFont(look.bold());
    }

    private static String words(ViewStatus status, String time) {
        var count = status.unacknowledged();
        return String.format(
                Locale.ROOT,
                "%s%,d event%s lost since %s. What %s told is missing below, in rows marked as lost.",
                status.uncounted() ? "At least " : "",
                count,
                count == 1 ? "" : "s",
                time,
                count == 1 ? "it" : "they");
    }
}
