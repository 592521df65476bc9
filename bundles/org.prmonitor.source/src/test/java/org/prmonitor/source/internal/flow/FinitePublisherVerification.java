package org.prmonitor.source.internal.flow;

import java.util.concurrent.Flow;
import org.prmonitor.api.event.MonitorEvent;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/**
 * The rules, with streams that end: each subscriber has a source of its own, which has so many events after the subscription, and
 * then stops. Run by {@link PublisherTckTest}.
 */
@Test
public final class FinitePublisherVerification extends FlowPublisherVerification<MonitorEvent> {

    /** What a journal holds: here nobody falls off its tail. */
    private static final int MAX_EVENTS = 1 << 14;

    public FinitePublisherVerification() {
        super(PublisherTckTest.environment());
    }

    @Override
    public Flow.Publisher<MonitorEvent> createFlowPublisher(long elements) {
        return subscriber -> {
            var source = new PublishersFixture(MAX_EVENTS);
            source.publishers.publisher("").subscribe(subscriber);
            source.append((int) Math.min(elements, MAX_EVENTS)).publishers.finish();
        };
    }

    /** Of a source that was stopped. */
    @Override
    public Flow.Publisher<MonitorEvent> createFailedFlowPublisher() {
        var source = new PublishersFixture(1);
        source.close();
        return source.publishers.publisher("");
    }

    @Override
    public long maxElementsFromPublisher() {
        return MAX_EVENTS;
    }
}
