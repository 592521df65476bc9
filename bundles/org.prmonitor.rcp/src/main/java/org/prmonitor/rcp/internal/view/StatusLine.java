package org.prmonitor.rcp.internal.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.SourceState;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.ViewCounts;
import org.prmonitor.rcp.internal.model.ViewFrame;
import org.prmonitor.rcp.internal.model.ViewStatus;

/** Beneath the rows: which channel, how fast, how far behind, what was lost, how many rows; and what the last action did. */
final class StatusLine {

    private final Composite line;
    private final CLabel channel;
    private final Label rate;
    private final Label lag;
    private final CLabel lost;
    private final Label message;
    private final Label counts;

    StatusLine(Composite parent) {
        line = new Composite(parent, SWT.NONE);
        line.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        var layout = new GridLayout(6, false);
        layout.marginWidth = 8;
        layout.marginHeight = 3;
        layout.horizontalSpacing = 18;
        line.setLayout(layout);
        channel = new CLabel(line, SWT.NONE);
        channel.setMargins(0, 2, 0, 2);
        rate = new Label(line, SWT.NONE);
        rate.setToolTipText("What the source takes in, over about the last 10 s");
        lag = new Label(line, SWT.NONE);
        lag.setToolTipText("Events that the source has and this view has not shown yet");
        lost = new CLabel(line, SWT.NONE);
        lost.setMargins(0, 2, 0, 2);
        lost.setToolTipText("Events that are missing since this view was opened");
        message = new Label(line, SWT.NONE);
        message.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        message.setAlignment(SWT.CENTER);
        counts = new Label(line, SWT.NONE);
        counts.setAlignment(SWT.RIGHT);
    }

    Composite control() {
        return line;
    }

    void show(ViewFrame frame, boolean isPaused, Look look) {
        var status = frame.status();
        var palette = look.palette();
        channel.setImage(look.icon(icon(status.state())));
        channel.setToolTipText(status.remark().isEmpty() ? null : status.remark());
        lost.setForeground(status.lost() > 0 ? palette.lossText() : null);
        lost.setImage(status.lost() > 0 ? look.icon(Icon.LOST) : null);
        lost.setFont(status.lost() > 0 ? look.bold() : null);
        counts.setForeground(palette.mutedText());
        message.setForeground(palette.mutedText());
        var isNews = setText(channel, channel(status));
        isNews |= setText(rate, String.format(Locale.ROOT, "%,d events/s", status.eventsPerSecond()));
        isNews |= setText(lag, String.format(Locale.ROOT, "lag %,d", status.lag()));
        isNews |= setText(lost, lost(status));
        isNews |= setText(counts, counts(frame.counts(), isPaused));
        if (isNews) {
            line.layout(true);
        }
    }

    /** What an action did; stays until the next one. */
    void say(String text) {
        // A label reads an ampersand as the mark of a key.
        message.setText(text.replace("&", "&&"));
        message.setToolTipText(text);
        line.layout(true);
    }

    private static Icon icon(@Nullable SourceState state) {
        return state == null || state == SourceState.STOPPED
                ? Icon.DISCONNECTED
                : state == SourceState.RUNNING ? Icon.RUNNING : Icon.WARNING;
    }

    private static String channel(ViewStatus status) {
        var state = status.state();
        if (state == null) {
            return "no source";
        }
        return switch (state) {
            case STARTING -> "waiting for a channel";
            case RUNNING -> status.channel() == null ? "running" : status.channel();
            case RECOVERING -> "no channel, trying again";
            case STOPPED -> "source stopped";
        };
    }

    private static String lost(ViewStatus status) {
        return String.format(Locale.ROOT, status.uncounted() ? "lost at least %,d" : "lost %,d", status.lost());
    }

    private static String counts(ViewCounts counts, boolean isPaused) {
        List<String> parts = new ArrayList<>();
        if (isPaused) {
            parts.add("PAUSED");
        }
        parts.add(String.format(Locale.ROOT, "%,d running", counts.running()));
        parts.add(String.format(Locale.ROOT, "%,d ended", counts.ended()));
        if (counts.hidden() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d hidden", counts.hidden()));
        }
        if (counts.forgotten() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d forgotten", counts.forgotten()));
        }
        return String.join("  ·  ", parts);
    }

    private static boolean setText(Label label, String text) {
        if (text.equals(label.getText())) {
            return false;
        }
        label.setText(text);
        return true;
    }

    private static boolean setText(CLabel label, String text) {
        if (text.equals(label.getText())) {
            return false;
        }
        label.setText(text);
        return true;
    }
}
