package org.prmonitor.rcp.internal.view;

import java.nio.file.Path;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

/** Says where to save. */
@FunctionalInterface
interface SaveTarget {

    /** The platform's own dialog. */
    SaveTarget DIALOG = SaveTarget::ask;

    /**
     * The file to write.
     *
     * @param shell whose it is
     * @param suggestedName a file name
     * @return null for not saving
     */
    @Nullable Path choose(Shell shell, String suggestedName);

    private static @Nullable Path ask(Shell shell, String suggestedName) {
        var dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText("Save events as JSON Lines");
        dialog.setFileName(suggestedName);
        dialog.setFilterExtensions(new String[] {"*.jsonl", "*.json", "*.*"});
        dialog.setFilterNames(new String[] {"JSON Lines (*.jsonl)", "JSON (*.json)", "All files"});
        dialog.setOverwrite(true);
        var chosen = dialog.open();
        return chosen == null ? null : Path.of(chosen);
    }
}
