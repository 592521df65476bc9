package org.prmonitor.source.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** Publishers of a whole source. */
@Timeout(120)
class SourcePublisherTest {

    private static final int MANY = 5_000;

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final SourceFixture fixture = new SourceFixture(Map.of("journalEvents", 1_000));
    private final RecordingSubscriber subscriber = new RecordingSubscriber();

    @BeforeEach
    void start() throws InterruptedException {
        fixture.add(kernel, 1).start().awaitRunning(ScriptedChannelProvider.NAME);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSubscriptionIsListedWithBooksThatClose() throws InterruptedException {
        fixture.source.publisher("(process.id>=2)").subscribe(subscriber);
        subscriber.request(1);
        kernel.emit(exit(1), exit(2), exit(3));
        subscriber.expect("next 2");
        kernel.lose(2);
        var status = fixture.await(now -> books(now.listeners()).equals("publisher-1 3 1 1 0")).listeners().get(0);
        assertEquals(1, status.books().inFlight());
        subscriber.request(2).expect("next 3", "lost 4..5").expectNothingElse();
        subscriber.subscription().cancel();
        fixture.await(now -> now.listeners().isEmpty());
    }

    @Test
    void whoAsksForNothingOrDoesNotComeBackDelaysNobody() throws InterruptedException {
        var release = new CountDownLatch(1);
        var blocked = new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                super.onNext(event);
                try {
                    release.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        var idle = new RecordingSubscriber();
        var publisher = fixture.source.publisher("");
        publisher.subscribe(blocked);
        publisher.subscribe(idle);
        publisher.subscribe(subscriber);
        blocked.request(Long.MAX_VALUE);
        subscriber.request(Long.MAX_VALUE);
        idle.subscription();
        for (var count = 1; count <= MANY; count++) {
            kernel.emit(exit(count));
            subscriber.expect("next " + count);
        }
        fixture.flush();
        assertEquals(MANY, fixture.eventAdmin.events().size());
        blocked.expect("next 1").expectNothingElse();
        release.countDown();
        // Of five thousand the journal has the newest thousand.
        blocked.expect("lost 2.." + (MANY - 1_000), "next " + (MANY - 999));
        idle.request(2).expect("lost 1.." + (MANY - 1_000), "next " + (MANY - 999)).expectNothingElse();
    }

    @Test
    void aReconfiguredSourceGoesOnAndAStoppedOneCompletes() throws InterruptedException {
        var publisher = fixture.source.publisher("");
        publisher.subscribe(subscriber);
        subscriber.request(Long.MAX_VALUE);
        kernel.emit(exit(1));
        subscriber.expect("next 1");
        fixture.source.configure(Map.of("journalEvents", 7, "types", "exited"));
        kernel.emit(exit(2));
        subscriber.expect("next 2");
        kernel.emit(exit(3));
        fixture.source.stop();
        subscriber.expect("next 3", "complete").expectNothingElse();
        assertEquals(List.of(), fixture.source.status().listeners());
        var late = new RecordingSubscriber();
        publisher.subscribe(late);
        assertTrue(late.next().startsWith("error java.lang.IllegalStateException: the source was stopped"));
        assertThrows(IllegalArgumentException.class, () -> fixture.source.publisher("("));
    }

    private static ScriptedEvent exit(long processId) {
        return ScriptedProcess.of(processId).exited(0);
    }

    private static String books(List<ListenerStatus> listeners) {
        var status = listeners.get(0);
        var books = status.books();
        return status.id() + " " + books.seen() + " " + books.delivered() + " " + books.filtered() + " " + books.lost();
    }
}
