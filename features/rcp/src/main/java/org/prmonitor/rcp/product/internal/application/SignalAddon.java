package org.prmonitor.rcp.product.internal.application;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.swt.SWTException;

/** Ctrl-C and a termination signal close the window, as a click on its cross does. */
public final class SignalAddon {

    private final Thread hook;

    /** Nothing happens yet. */
    @Inject
    public SignalAddon(IEclipseContext application, UISynchronize userInterface) {
        hook = new Thread(() -> close(application, userInterface), "prmonitor-ui-signal");
    }

    @PostConstruct
    void listen() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @PreDestroy
    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shutdownInProgress) {
            // It is the hook that brought us here.
        }
    }

    /** The workbench comes into the context after its add-ons. */
    private static void close(IEclipseContext application, UISynchronize userInterface) {
        try {
            userInterface.asyncExec(() -> application.get(IWorkbench.class).close());
        } catch (SWTException closedAlready) {
            // Then there is nothing left to close.
        }
    }
}
