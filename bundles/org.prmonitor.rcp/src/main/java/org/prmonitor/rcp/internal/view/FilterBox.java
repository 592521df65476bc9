package org.prmonitor.rcp.internal.view;

import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.RowFilter;

/**
 * Where one types what is to be shown. What is typed is understood at once, and applied when the keys have rested for a moment: a word
 * is one change and not six. What cannot be understood is said beneath, and the filter before it stays.
 */
final class FilterBox {

    static final int DELAY_MILLIS = 150;

    private final Text text;
    private final CLabel error;
    private final Consumer<RowFilter> onFilter;
    private final Runnable apply = this::apply;

    private RowFilter wanted = RowFilter.ALL;
    private RowFilter applied = RowFilter.ALL;

    /**
     * A box and, somewhere else, the line for what is wrong with it.
     *
     * @param parent of the box
     * @param error hidden while nothing is wrong; its layout data is a {@link GridData}
     */
    FilterBox(Composite parent, CLabel error, Consumer<RowFilter> onFilter) {
        this.error = error;
        this.onFilter = onFilter;
        text = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        text.setMessage("Filter by words, or by LDAP: (&(exit.code>=1)(image.path=*/bash))");
        text.setToolTipText("""
                Words that must all occur in command, image, user or process id, in any case;
                or an LDAP filter on the properties of the newest event, such as (process.id>=1000).""");
        text.addListener(SWT.Modify, event -> changed());
        text.addListener(SWT.DefaultSelection, event -> apply());
        text.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ESC) {
                text.setText("");
                event.doit = false;
            }
        });
        show("");
    }

    Text control() {
        return text;
    }

    /** As if it was typed. */
    void setText(String newText) {
        text.setText(newText);
    }

    void apply(Look look) {
        error.setImage(look.icon(Icon.ERROR));
        error.setForeground(look.palette().failedText());
    }

    private void changed() {
        try {
            wanted = RowFilter.parse(text.getText());
            show("");
            // The same runnable: SWT moves its time.
            text.getDisplay().timerExec(DELAY_MILLIS, apply);
        } catch (IllegalArgumentException wrong) {
            wanted = applied;
            show(wrong.getMessage());
        }
    }

    private void apply() {
        if (!text.isDisposed() && !wanted.equals(applied)) {
            applied = wanted;
            onFilter.accept(wanted);
        }
    }

    private void show(String message) {
        // A label reads an ampersand as the mark of a key.
        error.setText(message.replace("&", "&&"));
        error.setToolTipText(message);
        Hiding.show(error, !message.isEmpty());
    }
}
