package org.prmonitor.rcp.internal.preferences;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.jface.preference.PreferenceStore;
import org.osgi.service.prefs.BackingStoreException;
import org.prmonitor.rcp.internal.model.Presentation;

/** The page, for any dialog of JFace's. Open views follow at once when it is applied. */
public class ViewPreferencePage extends FieldEditorPreferencePage {

    private final IEclipsePreferences node;

    /** Of the workspace's preferences. */
    public ViewPreferencePage() {
        this(ViewPreferences.node());
    }

    ViewPreferencePage(IEclipsePreferences node) {
        super("Processes", GRID);
        this.node = node;
        setDescription("The process view of PRMonitor. Open views follow at once.");
        setPreferenceStore(store(ViewPreferences.read(node)));
    }

    @Override
    protected void createFieldEditors() {
        number(ViewPreferences.MOST_ENDED, "&Ended processes to keep:", ViewSettings.LEAST_ENDED, ViewSettings.GREATEST_ENDED);
        number(ViewPreferences.FRESHNESS_SECONDS, "&Mark what is new or gone for (s):", 0, ViewSettings.LONGEST_FRESHNESS);
        number(ViewPreferences.FRAMES_PER_SECOND, "&Updates a second, at most:", 1, ViewSettings.MOST_FRAMES);
        String[][] choices = {{"Tree", Presentation.TREE.name()}, {"List", Presentation.FLAT.name()}};
        addField(new ComboFieldEditor(ViewPreferences.PRESENTATION, "A view &begins as:", choices, getFieldEditorParent()));
    }

    @Override
    public boolean performOk() {
        var valid = super.performOk();
        if (valid) {
            save();
        }
        return valid;
    }

    private void number(String name, String label, int least, int greatest) {
        var editor = new IntegerFieldEditor(name, label, getFieldEditorParent(), Integer.toString(greatest).length());
        editor.setValidRange(least, greatest);
        editor.setErrorMessage("A number from " + least + " to " + greatest);
        addField(editor);
    }

    private void save() {
        var store = getPreferenceStore();
        for (var name : new String[] {
            ViewPreferences.MOST_ENDED, ViewPreferences.FRESHNESS_SECONDS, ViewPreferences.FRAMES_PER_SECOND, ViewPreferences.PRESENTATION
        }) {
            if (store.getString(name).equals(store.getDefaultString(name))) {
                node.remove(name);
            } else {
                node.put(name, store.getString(name));
            }
        }
        try {
            node.flush();
        } catch (BackingStoreException unwritable) {
            setErrorMessage("Not kept for the next start: " + unwritable.getMessage());
        }
    }

    /**
     * What the fields edit. It is not the preferences themselves: JFace's only store over them comes with the workbench of the IDE,
     * which an Eclipse 4 application does not have.
     */
    private static PreferenceStore store(ViewSettings now) {
        var store = new PreferenceStore();
        var defaults = ViewSettings.DEFAULTS;
        store.setDefault(ViewPreferences.MOST_ENDED, defaults.mostEnded());
        store.setDefault(ViewPreferences.FRESHNESS_SECONDS, defaults.freshnessSeconds());
        store.setDefault(ViewPreferences.FRAMES_PER_SECOND, defaults.framesPerSecond());
        store.setDefault(ViewPreferences.PRESENTATION, defaults.presentation().name());
        store.setValue(ViewPreferences.MOST_ENDED, now.mostEnded());
        store.setValue(ViewPreferences.FRESHNESS_SECONDS, now.freshnessSeconds());
        store.setValue(ViewPreferences.FRAMES_PER_SECOND, now.framesPerSecond());
        store.setValue(ViewPreferences.PRESENTATION, now.presentation().name());
        return store;
    }
}
