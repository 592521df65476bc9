package org.prmonitor.rcp.internal.preferences;

import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.preference.PreferenceManager;
import org.eclipse.jface.preference.PreferenceNode;
import org.eclipse.swt.widgets.Shell;

/** The page in a dialog of its own, for applications that have none for all preferences. */
public final class PreferencesDialog {

    private PreferencesDialog() {}

    /** Opens it and returns when it is closed. User interface's thread. */
    public static void open(Shell parent) {
        var pages = new PreferenceManager();
        pages.addToRoot(new PreferenceNode(ViewPreferences.NODE, new ViewPreferencePage()));
        new PreferenceDialog(parent, pages).open();
    }
}
