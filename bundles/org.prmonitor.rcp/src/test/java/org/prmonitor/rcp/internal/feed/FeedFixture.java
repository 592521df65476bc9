package org.prmonitor.rcp.internal.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.FrameProducer;
import org.prmonitor.rcp.internal.model.Presentation;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.rcp.internal.model.ViewFrame;
import org.prmonitor.rcp.internal.model.ViewSelection;
import org.prmonitor.source.internal.MonitorEventSourceComponent;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** The real source in the service registry of a real framework, on a scripted channel, and a view without a window. */
final class FeedFixture implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    private final Framework framework;
    private @Nullable MonitorEventSourceComponent source;
    private @Nullable ServiceRegistration<MonitorEventSource> registration;

    /** As a user configures it who wants forks too. */
    static final Map<String, Object> ALL_TYPES = Map.of("types", new String[] {"started", "forked", "exited"});

    FeedFixture(Path storage) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    MonitorEventSource source() {
        return Objects.requireNonNull(source);
    }

    /** A source that runs. */
    void startSource(ScriptedChannelProvider provider, Map<String, Object> configuration) throws InterruptedException {
        registerSource(provider, configuration);
        var status = source().await(LONG, now -> now.state() == SourceState.RUNNING);
        assertEquals(SourceState.RUNNING, status.state(), status::toString);
    }

    /** As Declarative Services does it: activated, then registered, whether it runs already or not. */
    void registerSource(ScriptedChannelProvider provider, Map<String, Object> configuration) {
        var started = new MonitorEventSourceComponent();
        started.addChannelProvider(provider, Map.of(Constants.SERVICE_ID, 1L, Constants.SERVICE_BUNDLEID, 1L));
        started.activate(context(), configuration);
        source = started;
        registration = context().registerService(MonitorEventSource.class, started, new Hashtable<>());
    }

    /** As Declarative Services does it: unregistered, then deactivated. */
    void stopSource() {
        if (registration != null && source != null) {
            registration.unregister();
            source.deactivate();
            registration = null;
            source = null;
        }
    }

    View openView() {
        return new View(context());
    }

    @Override
    public void close() throws BundleException {
        stopSource();
        framework.stop();
        try {
            framework.waitForStop(LONG.toMillis());
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while the framework stopped", interrupted);
        }
    }

    /** A model, its feed, and a sink that keeps the frames. */
    static final class View implements AutoCloseable {

        private final ProcessModel model = new ProcessModel();
        private final LinkedBlockingQueue<ViewFrame> frames = new LinkedBlockingQueue<>();
        private final FrameProducer producer = FrameProducer.start(model, (frame, taken) -> {
            frames.add(frame);
            taken.run();
        });
        private final ProcessFeed feed;

        View(BundleContext context) {
            producer.select(ViewSelection.ALL.withPresentation(Presentation.FLAT).withSort(Column.PID, false));
            feed = ProcessFeed.open(context, model, producer::setSource);
        }

        /** The first frame from now on of which something holds. */
        ViewFrame await(Predicate<ViewFrame> condition) throws InterruptedException {
            producer.requestFrame();
            var deadline = System.nanoTime() + LONG.toNanos();
            ViewFrame last = null;
            while (true) {
                var frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new AssertionError("not within " + LONG.toSeconds() + " s; the last frame was " + describe(last));
                }
                if (condition.test(frame)) {
                    return frame;
                }
                last = frame;
            }
        }

        private static String describe(@Nullable ViewFrame frame) {
            return frame == null ? "none" : frame.counts() + " " + frame.status();
        }

        @Override
        public void close() {
            feed.close();
            producer.close();
        }
    }
}
