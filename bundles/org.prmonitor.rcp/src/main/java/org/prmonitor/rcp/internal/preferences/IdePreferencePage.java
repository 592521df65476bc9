package org.prmonitor.rcp.internal.preferences;

import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** The same page as the IDE asks for it. Loaded there only: {@code org.eclipse.ui} is imported optionally. */
public final class IdePreferencePage extends ViewPreferencePage implements IWorkbenchPreferencePage {

    @Override
    public void init(IWorkbench workbench) {
        // Nothing of the workbench is needed.
    }
}
