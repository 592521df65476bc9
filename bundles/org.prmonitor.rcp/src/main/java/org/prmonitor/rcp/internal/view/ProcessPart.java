package org.prmonitor.rcp.internal.view;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.prmonitor.rcp.internal.feed.ProcessFeed;
import org.prmonitor.rcp.internal.model.ProcessModel;

/** The view as a part of an Eclipse 4 application; the model fragment names this class. */
public final class ProcessPart {

    private @Nullable ProcessView view;
    private @Nullable ProcessFeed feed;

    /** Made by the application. */
    @Inject
    public ProcessPart() {}

    /** Called once, with the part's own composite. */
    @PostConstruct
    public void create(Composite parent) throws BundleException {
        var model = new ProcessModel();
        var opened = new ProcessView(parent, model);
        view = opened;
        feed = ProcessFeed.open(startedBundle().getBundleContext(), model, opened::setSource);
    }

    /** Called when the part gets the keyboard. */
    @Focus
    public void setFocus() {
        if (view != null) {
            view.setFocus();
        }
    }

    /** Called once, when the part is closed: nothing of it is left in the source. */
    @PreDestroy
    public void close() {
        if (feed != null) {
            feed.close();
        }
    }

    /** An application may have resolved this bundle without starting it; only a started one has a context to look for services. */
    private static Bundle startedBundle() throws BundleException {
        var bundle = FrameworkUtil.getBundle(ProcessPart.class);
        if (bundle.getBundleContext() == null) {
            bundle.start(Bundle.START_TRANSIENT);
        }
        return bundle;
    }
}
