package org.prmonitor.rcp.internal.feed;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.rcp.internal.model.SourceSummary;

/**
 * Keeps a model by the source that is there, as long as it is open: follows the service as it comes and goes, and asks it for its
 * status once a second, on a thread of its own. Any thread may open and close it.
 */
public final class ProcessFeed implements AutoCloseable {

    private static final long STATUS_MILLIS = 1_000;

    private final ProcessModel model;
    private final Consumer<SourceSummary> status;
    private final ScheduledExecutorService executor;

    private final Follower follower;

    /** Feed's thread only. */
    private @Nullable SourceAttachment attachment;

    private ProcessFeed(BundleContext context, ProcessModel model, Consumer<SourceSummary> status) {
        this.model = model;
        this.status = status;
        this.follower = new Follower(context);
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "prmonitor-view-feed");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * One that feeds a model from now on.
     *
     * @param context where the source is looked for
     * @param status is told what the source says of itself, on the feed's thread
     */
    public static ProcessFeed open(BundleContext context, ProcessModel model, Consumer<SourceSummary> status) {
        var feed = new ProcessFeed(context, model, status);
        feed.follower.open();
        feed.executor.scheduleWithFixedDelay(feed::look, 0, STATUS_MILLIS, TimeUnit.MILLISECONDS);
        return feed;
    }

    /** Nothing reaches the model any more when this returns, and the source knows nothing of this view. */
    @Override
    public void close() {
        follower.close();
        executor.execute(this::detach);
        executor.shutdown();
        try {
            // What runs there calls the source, which answers at once; a view's end does not hang on it.
            executor.awaitTermination(STATUS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Feed's thread only. */
    private void look() {
        try {
            attach();
        } catch (RuntimeException stopping) {
            // A source that is going may refuse anything. It is asked again, or another one comes.
            detach();
        }
        status.accept(summary());
    }

    private void attach() {
        var wanted = follower.best();
        var open = attachment;
        if (wanted == null) {
            // What is attached goes on to its end: the source still tells its last words.
            return;
        }
        if (open != null && open.isOf(wanted) && !open.isOver()) {
            open.mend();
            return;
        }
        detach();
        var opened = new SourceAttachment(wanted, model);
        attachment = opened;
        opened.open();
    }

    private void detach() {
        var open = attachment;
        attachment = null;
        if (open != null) {
            open.close();
        }
    }

    private SourceSummary summary() {
        var asked = follower.best();
        if (asked == null) {
            return SourceSummary.NONE;
        }
        try {
            var now = asked.status();
            return SourceText.summary(now, attachment == null ? 0 : attachment.lag(now.lastSequence()));
        } catch (RuntimeException stopping) {
            return SourceSummary.NONE;
        }
    }

    /** Called by the framework, in the thread that registers or unregisters: it only notes which source is the best now. */
    private final class Follower extends ServiceTracker<MonitorEventSource, MonitorEventSource> {

        private record Candidate(ServiceReference<MonitorEventSource> reference, MonitorEventSource source) {}

        /** Written under this monitor, read by any thread. */
        private volatile @Nullable Candidate best;

        Follower(BundleContext context) {
            super(context, MonitorEventSource.class, null);
        }

        @Nullable MonitorEventSource best() {
            var now = best;
            return now == null ? null : now.source;
        }

        @Override
        public @Nullable MonitorEventSource addingService(ServiceReference<MonitorEventSource> reference) {
            var source = context.getService(reference);
            if (source != null) {
                consider(new Candidate(reference, source));
                executor.execute(ProcessFeed.this::look);
            }
            return source;
        }

        @Override
        public void removedService(ServiceReference<MonitorEventSource> reference, MonitorEventSource source) {
            withdraw(reference);
            executor.execute(ProcessFeed.this::look);
            super.removedService(reference, source);
        }

        private synchronized void consider(Candidate candidate) {
            var now = best;
            if (now == null || candidate.reference.compareTo(now.reference) > 0) {
                best = candidate;
            }
        }

        private synchronized void withdraw(ServiceReference<MonitorEventSource> reference) {
            var now = best;
            if (now == null || !now.reference.equals(reference)) {
                return;
            }
            var next = getServiceReference();
            var source = next == null ? null : getService(next);
            best = next == null || source == null ? null : new Candidate(next, source);
        }
    }
}
