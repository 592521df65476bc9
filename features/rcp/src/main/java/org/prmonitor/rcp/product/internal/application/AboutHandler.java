package org.prmonitor.rcp.product.internal.application;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.osgi.framework.FrameworkUtil;

/** Help, About. */
public final class AboutHandler {

    /** Says what this is and what it runs on. */
    @Execute
    public void execute(Shell shell) {
        var version = FrameworkUtil.getBundle(AboutHandler.class).getVersion();
        MessageDialog.openInformation(
                shell,
                "About PRMonitor",
                "PRMonitor " + version + "\nWhat runs and what has ended, as the kernel sees it.\n\nJava " + Runtime.version() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", SWT " + SWT.getVersion() + " ("
                        + SWT.getPlatform() + ")\n\nApache License 2.0. The Eclipse platform that it runs on is under the EPL 2.0.");
    }
}
