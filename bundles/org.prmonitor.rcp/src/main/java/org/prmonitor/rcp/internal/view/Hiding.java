package org.prmonitor.rcp.internal.view;

import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Control;

/** Takes controls out of a {@link GridLayout}, and puts them back. */
final class Hiding {

    private Hiding() {}

    /** Shows or hides a control whose layout data is a {@link GridData}; lays out its parent where that changes anything. */
    static void show(Control control, boolean isShown) {
        if (control.getLayoutData() instanceof GridData data && data.exclude == isShown) {
            data.exclude = !isShown;
            control.setVisible(isShown);
            control.getParent().layout(true, true);
        }
    }
}
