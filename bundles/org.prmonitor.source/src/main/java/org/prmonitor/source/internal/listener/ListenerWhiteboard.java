package org.prmonitor.source.internal.listener;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;

/**
 * Every {@link MonitorEventListener} service into the lane. It is a tracker and no reference of the source's component, because
 * Declarative Services binds before the activation, when there is no journal to give a place in, and unbinds one by one after
 * the deactivation; this opens before the source runs, and closes when all was delivered.
 */
@Capability(
        namespace = "osgi.implementation",
        name = MonitorListener.IMPLEMENTATION,
        version = "1.0.0",
        uses = MonitorEventListener.class)
public final class ListenerWhiteboard {

    private final ListenerLane lane;
    private final ServiceTracker<MonitorEventListener, Tracked> tracker;

    /** Bundles whose services the framework is asked for: it may have to activate components, which takes as long as it takes. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    /** Whether those that are there are all that there will be. */
    private volatile boolean complete;

    /** What stands for a service; one of another id takes its place when the properties change. */
    private static final class Tracked {

        /** Written under the tracker's order of calls for one service. */
        private volatile ListenerInstance instance;

        Tracked(ListenerInstance instance) {
            this.instance = instance;
        }
    }

    /** A whiteboard that is not open. */
    public ListenerWhiteboard(BundleContext context, ListenerLane lane) {
        this.lane = lane;
        this.tracker = new ServiceTracker<>(context, MonitorEventListener.class, new Customizer(context));
    }

    /** From here on listeners are served, those that are there already included. Returns when these have all been got. */
    public void open() {
        tracker.open();
    }

    /** Nobody is taken in from here on, also not by an {@link #open} that goes on. Who is here already stays. */
    public void takeNoMore() {
        complete = true;
    }

    /** Symbolic names of bundles whose listeners are being got. Any thread. */
    public Collection<String> awaited() {
        return List.copyOf(awaited);
    }

    /** No listener is called any more. */
    public void close() {
        tracker.close();
    }

    private static ListenerProperties read(ServiceReference<MonitorEventListener> reference, MonitorEventListener listener) {
        var bundle = reference.getBundle();
        return ListenerPropertiesReader.read(
                reference::getProperty, bundle == null ? "" : ListenerOwner.nameOf(bundle), listener.getClass().getName());
    }

    /** Called by the framework, in the thread that registers, changes or unregisters. */
    private final class Customizer implements ServiceTrackerCustomizer<MonitorEventListener, Tracked> {

        private final BundleContext context;

        Customizer(BundleContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Tracked addingService(ServiceReference<MonitorEventListener> reference) {
            var bundle = reference.getBundle();
            var listener = bundle == null || complete ? null : get(reference, ListenerOwner.nameOf(bundle));
            if (bundle == null || listener == null) {
                // Gone again, its factory has none for us, or the source ends.
                return null;
            }
            return new Tracked(lane.add(read(reference, listener), listener, ListenerOwner.of(bundle)));
        }

        private @Nullable MonitorEventListener get(ServiceReference<MonitorEventListener> reference, String owner) {
            awaited.add(owner);
            try {
                return context.getService(reference);
            } finally {
                awaited.remove(owner);
            }
        }

        @Override
        public void modifiedService(ServiceReference<MonitorEventListener> reference, Tracked tracked) {
            tracked.instance = lane.modify(tracked.instance, read(reference, tracked.instance.listener()));
        }

        @Override
        public void removedService(ServiceReference<MonitorEventListener> reference, Tracked tracked) {
            try {
                lane.remove(tracked.instance);
            } finally {
                context.ungetService(reference);
            }
        }
    }
}
