package org.prmonitor.rcp.product.internal.application;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.workbench.IWorkbench;

/** File, Exit. */
public final class ExitHandler {

    /** Closes the window and with it the application. */
    @Execute
    public void execute(IWorkbench workbench) {
        workbench.close();
    }
}
