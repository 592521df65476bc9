package org.prmonitor.source.internal.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prmonitor.api.event.MonitorEvent;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * The rules, with a stream as it is in life: one source for all subscribers, whose events come all the time, in bursts, and never
 * end. Run by {@link PublisherTckTest}.
 */
@Test
public final class LivePublisherVerification extends FlowPublisherVerification<MonitorEvent> {

    private final List<PublishersFixture> sources = new ArrayList<>();
    private ScheduledExecutorService pump;

    public LivePublisherVerification() {
        super(PublisherTckTest.environment());
    }

    @BeforeMethod
    public void start() {
        pump = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterMethod(alwaysRun = true)
    public void stop() throws InterruptedException {
        pump.shutdownNow();
        if (!pump.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the pump does not end");
        }
        sources.forEach(PublishersFixture::close);
        sources.clear();
    }

    @Override
    public Flow.Publisher<MonitorEvent> createFlowPublisher(long elements) {
        var source = new PublishersFixture(1 << 16);
        sources.add(source);
        pump.scheduleAtFixedRate(() -> source.append(10), 1, 1, TimeUnit.MILLISECONDS);
        return source.publishers.publisher("(process.id=1)");
    }

    /** Told of by {@link FinitePublisherVerification}. */
    @Override
    public Flow.Publisher<MonitorEvent> createFailedFlowPublisher() {
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        return publisherUnableToSignalOnComplete();
    }
}
