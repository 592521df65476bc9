package org.prmonitor.rcp.internal.preferences;

import java.util.function.Consumer;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.prmonitor.rcp.internal.model.Presentation;

/** The settings as the workspace keeps them, and whoever wants to hear of a change. */
public final class ViewPreferences {

    /** The node of the instance scope, and so the file's name: this bundle's. */
    static final String NODE = "org.prmonitor.rcp";

    static final String MOST_ENDED = "mostEnded";
    static final String FRESHNESS_SECONDS = "freshnessSeconds";
    static final String FRAMES_PER_SECOND = "framesPerSecond";
    static final String PRESENTATION = "presentation";

    private ViewPreferences() {}

    /** As they are now. */
    public static ViewSettings read() {
        return read(node());
    }

    /**
     * Tells of every change, on the thread that makes it; a page with several changed fields makes several.
     *
     * @return ends it; it does not end by itself
     */
    public static Runnable follow(Consumer<ViewSettings> follower) {
        var node = node();
        IPreferenceChangeListener listener = change -> follower.accept(read(node));
        node.addPreferenceChangeListener(listener);
        return () -> node.removePreferenceChangeListener(listener);
    }

    static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }

    static ViewSettings read(IEclipsePreferences node) {
        var defaults = ViewSettings.DEFAULTS;
        return new ViewSettings(
                node.getInt(MOST_ENDED, defaults.mostEnded()),
                node.getInt(FRESHNESS_SECONDS, defaults.freshnessSeconds()),
                node.getInt(FRAMES_PER_SECOND, defaults.framesPerSecond()),
                presentation(node.get(PRESENTATION, defaults.presentation().name()), defaults.presentation()));
    }

    private static Presentation presentation(String name, Presentation otherwise) {
        for (var presentation : Presentation.values()) {
            if (presentation.name().equals(name)) {
                return presentation;
            }
        }
        return otherwise;
    }
}
