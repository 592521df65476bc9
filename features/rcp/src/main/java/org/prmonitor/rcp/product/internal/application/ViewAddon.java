package org.prmonitor.rcp.product.internal.application;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.di.UIEventTopic;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.widgets.Shell;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.Event;
import org.prmonitor.rcp.product.internal.Settings;

/**
 * Puts the process view into the window, the way that any application would: by its descriptor, which the model fragment of
 * its bundle has brought.
 */
public final class ViewAddon {

    /** The descriptor's id; its bundle's documentation names it. */
    private static final String VIEW = "org.prmonitor.rcp.processes";

    /** What the view begins with: a string in the context. */
    private static final String FILTER = "org.prmonitor.rcp.filter";

    @PostConstruct
    void show(MApplication application, EModelService models, IEclipseContext context) {
        var filter = FrameworkUtil.getBundle(ViewAddon.class).getBundleContext().getProperty(Settings.FILTER);
        if (filter != null) {
            context.set(FILTER, filter);
        }
        var descriptor = models.getPartDescriptor(VIEW);
        if (descriptor == null) {
            throw new IllegalStateException("no part '" + VIEW + "': the bundle org.prmonitor.rcp is not there, or not resolved");
        }
        application.getChildren().get(0).getChildren().add(models.createPart(descriptor));
    }

    /** GTK gives the menu bar its height when the window is on the screen, after SWT has divided it: the last line would be beneath its edge. */
    @Inject
    @Optional
    void opened(@UIEventTopic(UIEvents.UILifeCycle.APP_STARTUP_COMPLETE) Event event, MApplication application) {
        if (application.getChildren().get(0).getWidget() instanceof Shell shell) {
            shell.layout(true, true);
        }
    }
}
