package org.prmonitor.rcp.internal.view;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UIEventTopic;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.Event;
import org.prmonitor.rcp.internal.feed.ProcessFeed;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.rcp.internal.preferences.PreferencesDialog;
import org.prmonitor.rcp.internal.preferences.ViewPreferences;
import org.prmonitor.rcp.internal.preferences.ViewSettings;

/**
 * The view as a part of an Eclipse 4 application; the model fragment names this class. It follows the preferences, and begins with
 * the filter that the application's context has under {@value #FILTER}, if any.
 */
public final class ProcessPart {

    /** Name of a string in the context. */
    static final String FILTER = "org.prmonitor.rcp.filter";

    /** Topic that opens the preferences. */
    static final String PREFERENCES = "org/prmonitor/rcp/PREFERENCES";

    private @Nullable ProcessView view;
    private @Nullable ProcessFeed feed;
    private @Nullable Runnable unfollow;

    /** Made by the application. */
    @Inject
    public ProcessPart() {}

    /** Called once, with the part's own composite. */
    @PostConstruct
    public void create(Composite parent, @Optional @Named(FILTER) @Nullable String filter) throws BundleException {
        var model = new ProcessModel();
        var opened = new ProcessView(parent, model);
        view = opened;
        var settings = ViewPreferences.read();
        apply(opened, settings);
        opened.setPresentation(settings.presentation());
        unfollow = ViewPreferences.follow(changed -> apply(opened, changed));
        opened.setSettings(() -> PreferencesDialog.open(parent.getShell()));
        if (filter != null) {
            opened.setFilter(filter);
        }
        feed = ProcessFeed.open(startedBundle().getBundleContext(), model, opened::setSource);
    }

    /** An application whose menu has an item for preferences sends this, since this bundle exports nothing that it could call. */
    @Inject
    @Optional
    void openPreferences(@UIEventTopic(PREFERENCES) Event event) {
        var opened = view;
        if (opened != null) {
            PreferencesDialog.open(opened.control().getShell());
        }
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
        if (unfollow != null) {
            unfollow.run();
        }
        if (feed != null) {
            feed.close();
        }
    }

    /** On any thread, as the three are. */
    private static void apply(ProcessView view, ViewSettings settings) {
        view.setMostEnded(settings.mostEnded());
        view.setFreshness(settings.freshness());
        view.setInterval(settings.interval());
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
