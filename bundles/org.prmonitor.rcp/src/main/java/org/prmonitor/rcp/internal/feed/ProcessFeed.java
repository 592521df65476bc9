package org.prmonitor.rcp.internal.feed;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.rcp.internal.model.SourceSummary;

/**
 * Keeps a model by the source that is there, as long as it is open: follows the service as it comes and goes, and asks it for its
 * status once a second, on a thread of its own. Any thread may open and close it.
 */
public final class ProcessFeed implements AutoCloseable {

    private static final long STATUS_MILLIS = 1_000;

    /** While the source is on its way: what runs is to be seen as soon as it is known. */
    private static final long STARTING_MILLIS = 100;

    /** How long a view's end may take. */
    private static final long CLOSE_MILLIS = 1_000;

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
        // What is planned after the end is dropped without a word.
        this.executor = new ScheduledThreadPoolExecutor(1, ProcessFeed::thread, new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "prmonitor-view-feed");
        thread.setDaemon(true);
        return thread;
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
        feed.executor.execute(feed::tick);
        return feed;
    }

    /** Nothing reaches the model any more when this returns, and the source knows nothing of this view. */
    @Override
    public void close() {
        follower.close();
        executor.execute(() -> {
            detach();
            executor.shutdownNow();
        });
        try {
            // What runs there calls the source, which answers at once; a view's end does not hang on it.
            if (!executor.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks, and again after a while. */
    private void tick() {
        var state = look();
        executor.schedule(this::tick, state == null || state == SourceState.RUNNING ? STATUS_MILLIS : STARTING_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Goes with the source that is there. Feed's thread only.
     *
     * @return its state; null where there is none
     */
    private @Nullable SourceState look() {
        var summary = SourceSummary.NONE;
        try {
            var source = follower.best();
            // Without one, what is attached goes on to its end: the source still tells its last words.
            if (source != null) {
                var status = source.status();
                attach(source, status);
                summary = SourceText.summary(status, attachment == null ? 0 : attachment.lag(status.lastSequence()));
            }
        } catch (RuntimeException stopping) {
            // A source that is going may refuse anything. It is asked again, or another one comes.
            detach();
        }
        status.accept(summary);
        return summary.state();
    }

    private void attach(MonitorEventSource source, SourceStatus now) {
        var open = attachment;
        if (open != null && open.isOf(source) && !open.isOver()) {
            open.look(now);
            return;
        }
        detach();
        var opened = new SourceAttachment(source, model);
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
