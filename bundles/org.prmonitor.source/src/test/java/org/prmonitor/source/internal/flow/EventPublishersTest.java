package org.prmonitor.source.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.listener.RecordingListener;

@Timeout(120)
class EventPublishersTest {

    private static final String FIRST = "publisher-1";

    private final PublishersFixture fixture = new PublishersFixture(4);
    private final RecordingSubscriber subscriber = new RecordingSubscriber();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void beginsWithTheEventAfterTheSubscription() {
        fixture.append(2).subscribe(subscriber).request(9);
        fixture.append(2);
        subscriber.expect("next 3", "next 4").expectNothingElse();
    }

    @Test
    void takesNothingOutOfTheJournalBeforeItIsRequested() {
        fixture.subscribe(subscriber).request(1);
        fixture.append(2);
        subscriber.expect("next 1");
        fixture.awaitBooks(FIRST, 2, 1, 0, 0);
        // Had it taken 2 along, it would be given 2 now; in the journal it is overwritten, and 6 takes the next request.
        fixture.append(4);
        subscriber.request(1).expect("lost 2..2");
        fixture.awaitBooks(FIRST, 6, 1, 0, 1);
        fixture.append(3);
        subscriber.request(1).expect("lost 3..5").request(9).expect("next 6", "next 7", "next 8", "next 9").expectNothingElse();
        fixture.awaitBooks(FIRST, 9, 5, 0, 4);
    }

    @Test
    void aLossThatTakesTheLastRequestLeavesTheNextEntryInTheJournal() {
        fixture.subscribe(subscriber);
        fixture.append(3).lose(2).append(3);
        // Kept: 4..5 as a loss of the kernel's, 6, 7, 8.
        subscriber.request(1).expect("lost 1..3");
        fixture.awaitBooks(FIRST, 6, 0, 0, 3);
        subscriber.request(1).expect("lost 4..5").request(2).expect("next 6", "next 7");
        fixture.awaitBooks(FIRST, 6, 2, 0, 3);
    }

    @Test
    void whatDoesNotPassTheFilterNeedsNoRequestAndLossesPass() {
        fixture.subscribe("(sequence=3)", subscriber).request(2);
        fixture.append(2).lose(1);
        subscriber.expect("lost 3..3");
        fixture.awaitBooks(FIRST, 2, 0, 2, 0);
        fixture.subscribe("(sequence>=6)", new RecordingSubscriber()).request(1);
        fixture.append(1);
        fixture.awaitBooks("publisher-2", 1, 0, 1, 0);
        subscriber.expectNothingElse();
    }

    @Test
    void aWrongFilterIsRefusedWithWhatIsWrong() {
        var refused = assertThrows(IllegalArgumentException.class, () -> fixture.publishers.publisher("(image.path=*"));
        assertTrue(refused.getMessage().startsWith("filter '(image.path=*': "), refused::getMessage);
        assertThrows(IllegalArgumentException.class, () -> fixture.publishers.publisher("bash"));
        fixture.publishers.publisher(" ").subscribe(subscriber);
        subscriber.subscription();
    }

    @Test
    void aSubscriberThatThrowsIsCancelledAndSaidOnce() {
        var throwing = fixture.subscribe(new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                super.onNext(event);
                throw new IllegalStateException("no\nway");
            }
        });
        fixture.subscribe(subscriber).request(Long.MAX_VALUE);
        throwing.request(Long.MAX_VALUE);
        fixture.append(3);
        subscriber.expect("next 1", "next 2", "next 3");
        throwing.expect("next 1");
        RecordingListener.awaitTrue(() -> fixture.publishers.statuses().size() == 1);
        throwing.expectNothingElse();
        assertEquals(1, fixture.log.warnings().size(), () -> fixture.log.warnings().toString());
        var line = fixture.log.warnings().get(0);
        assertTrue(line.startsWith("publisher-1: subscriber " + throwing.getClass().getName() + " threw at onNext and is cancelled: "), line);
        assertTrue(line.contains("no\\nway"), line);
    }

    @Test
    void oneThatThrowsAtItsFirstSignalIsCancelledToo() {
        fixture.publishers.publisher("").subscribe(new RecordingSubscriber() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                throw new LinkageError("gone");
            }
        });
        fixture.awaitNobody();
        assertEquals(1, fixture.log.warnings().size());
    }

    @Test
    void aCancelledSubscriptionEndsWithItsThreadWhateverItWaitsFor() throws InterruptedException {
        var forRequest = fixture.subscribe(subscriber);
        var forEvent = fixture.subscribe(new RecordingSubscriber()).request(1);
        var inSignal = fixture.subscribe(new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                subscription().cancel();
                subscription().request(1);
                super.onNext(event);
            }
        });
        inSignal.request(5);
        for (var one : List.of(forRequest, forEvent)) {
            one.subscription().cancel();
            one.subscription().cancel();
            one.subscription().request(0);
        }
        RecordingListener.awaitTrue(() -> fixture.publishers.statuses().size() == 1);
        fixture.append(2);
        inSignal.expect("next 1");
        fixture.awaitNobody();
        for (var one : List.of(forRequest, forEvent, inSignal)) {
            one.thread().join();
            one.expectNothingElse();
        }
    }

    @Test
    void aRequestThatIsNotPositiveIsAnError() {
        fixture.subscribe(subscriber).request(5);
        subscriber.request(-1);
        var signal = subscriber.next();
        assertTrue(signal.startsWith("error java.lang.IllegalArgumentException: a request for -1 events"), signal);
        fixture.awaitNobody();
        fixture.append(1);
        subscriber.expectNothingElse();
    }

    @Test
    void moreThanEverCanBeRequestedIsAllThereWillEverBe() {
        fixture.subscribe(subscriber).request(Long.MAX_VALUE - 1).request(Long.MAX_VALUE);
        for (var sequence = 1; sequence <= 8; sequence++) {
            fixture.append(1);
            subscriber.expect("next " + sequence);
        }
    }

    @Test
    void theEndComesAfterWhatIsThereAndRequested() throws InterruptedException {
        fixture.subscribe(subscriber);
        var idle = fixture.subscribe(new RecordingSubscriber());
        fixture.append(3);
        subscriber.request(9);
        fixture.publishers.stop(0);
        subscriber.expect("next 1", "next 2", "next 3", "complete").expectNothingElse();
        // It has asked for nothing: there is no more time for it to.
        idle.expect("complete").expectNothingElse();
        assertEquals(List.of(), fixture.publishers.statuses());
        assertEquals(List.of(), fixture.log.warnings());
    }

    @Test
    void atTheEndWhoAsksOneByOneIsGivenWhatIsThere() {
        fixture.subscribe(subscriber);
        fixture.append(3).publishers.finish();
        subscriber.request(1).expect("next 1").request(1).expect("next 2").request(1).expect("next 3", "complete");
        fixture.awaitNobody();
    }

    @Test
    void whenThereIsNoMoreTimeTheEndComesInTheMiddleOfABatch() {
        var slow = fixture.subscribe(new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                super.onNext(event);
                ((EventSubscription) subscription()).finishNow();
            }
        });
        fixture.append(3);
        slow.request(3).expect("next 1", "complete");
        fixture.awaitNobody();
        slow.expectNothingElse();
    }

    @Test
    void whoSubscribesAfterTheEndIsToldSo() throws InterruptedException {
        var publisher = fixture.publishers.publisher("");
        fixture.publishers.stop(0);
        publisher.subscribe(subscriber);
        subscriber.request(1);
        var signal = subscriber.next();
        assertTrue(signal.startsWith("error java.lang.IllegalStateException: the source was stopped"), signal);
        assertEquals(Thread.currentThread(), subscriber.thread());
        subscriber.expectNothingElse();
        assertThrows(NullPointerException.class, () -> publisher.subscribe(null));
    }

    @Test
    void anEventThatCannotBeFilteredEndsTheStreamWithAnError() {
        fixture.subscribe("(process.id=1)", subscriber).request(9);
        fixture.append(1);
        fixture.journal.append(new UnreadableEvent(2));
        fixture.journal.wakeReaders();
        fixture.append(1);
        subscriber.expect("next 1", "error java.lang.IllegalStateException: unreadable");
        fixture.awaitNobody();
        subscriber.expectNothingElse();
        assertTrue(fixture.log.warnings().get(0).contains("cannot be served any more: java.lang.IllegalStateException: unreadable"));
    }

    @Test
    void whereThereIsNoThreadTheSubscriberIsTold() {
        var publishers = new EventPublishers(
                fixture.journal,
                (id, task) -> new Thread(task) {
                    @Override
                    public void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                },
                fixture.log,
                System::nanoTime);
        publishers.publisher("").subscribe(subscriber);
        var signal = subscriber.next();
        assertTrue(signal.contains("IllegalStateException: a subscription needs a thread of its own: unable to create"), signal);
        assertEquals(List.of(), publishers.statuses());
    }

    @Test
    void anInterruptThatASubscriberLeavesBehindEndsNothing() {
        var careless = fixture.subscribe(new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                super.onNext(event);
                Thread.currentThread().interrupt();
            }
        });
        careless.request(1);
        fixture.append(2);
        careless.expect("next 1").request(3).expect("next 2");
        fixture.append(1);
        careless.expect("next 3");
    }

    @Test
    void aSubscriptionIsListedAsAListener() {
        fixture.subscribe(subscriber);
        var status = fixture.status(FIRST);
        assertEquals(ListenerState.RUNNING, status.state());
        assertEquals(Resume.NOW, status.resume());
        assertNull(status.bundle());
        assertEquals("listener", status.books().hop());
        assertEquals("prmonitor-listener-publisher-1", subscriber.thread().getName());
        assertTrue(subscriber.thread().isDaemon());
        assertEquals(subscriber.getClass().getClassLoader(), subscriber.thread().getContextClassLoader());
    }

    @Test
    void oneThatDoesNotComeBackIsNamedAndLeftBehindAndDelaysNobody() throws InterruptedException {
        var release = new CountDownLatch(1);
        var blocking = fixture.subscribe(new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                super.onNext(event);
                var interrupted = false;
                while (release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException stubborn) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        blocking.request(Long.MAX_VALUE);
        var idle = fixture.subscribe(new RecordingSubscriber());
        fixture.append(1);
        blocking.expect("next 1");
        fixture.subscribe(subscriber).request(Long.MAX_VALUE);
        for (var sequence = 2; sequence <= 2_000; sequence++) {
            fixture.append(1);
            subscriber.expect("next " + sequence);
        }
        fixture.awaitBooks("publisher-3", 1_999, 1_999, 0, 0);
        fixture.pass(Duration.ofSeconds(6));
        assertEquals(ListenerState.BLOCKED, fixture.status(FIRST).state());
        RecordingListener.awaitTrue(() -> fixture.log.warnings().size() == 1);
        assertTrue(fixture.log.warnings().get(0).contains("has not come back from a call for "), fixture.log.warnings()::toString);
        fixture.publishers.stop(0);
        subscriber.expect("complete").expectNothingElse();
        idle.expect("complete").expectNothingElse();
        assertEquals(2, fixture.log.warnings().size());
        assertTrue(fixture.log.warnings().get(1).contains("thread prmonitor-listener-publisher-1 is left behind"), fixture.log.warnings()::toString);
        release.countDown();
        blocking.thread().join();
        blocking.expectNothingElse();
        assertEquals(List.of(), fixture.publishers.statuses());
    }

    @Test
    void signalsAreSerialAndInOrderWhoeverAsks() throws InterruptedException {
        var journal = new PublishersFixture(1 << 12);
        var total = 2_000;
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var serial = journal.subscribe(new RecordingSubscriber() {
            @Override
            public void onNext(MonitorEvent event) {
                overlaps.addAndGet(inside.getAndIncrement());
                super.onNext(event);
                inside.decrementAndGet();
            }
        });
        var asking = IntStream.range(0, 4)
                .mapToObj(index -> new Thread(() -> {
                    for (var times = 0; times < total / 4; times++) {
                        serial.request(1);
                    }
                }))
                .toList();
        asking.forEach(Thread::start);
        journal.append(total + 1);
        for (var sequence = 1; sequence <= total; sequence++) {
            serial.expect("next " + sequence);
        }
        for (var thread : asking) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertFalse(thread.isAlive());
        }
        serial.expectNothingElse();
        assertEquals(0, overlaps.get());
        journal.awaitBooks(FIRST, total + 1, total, 0, 0);
        journal.close();
    }

    /** As none of ours is. */
    private record UnreadableEvent(long number) implements MonitorEvent {

        @Override
        public EventHeader header() {
            return new EventHeader(number, Instant.EPOCH, "test");
        }

        @Override
        public String topic() {
            return "none";
        }

        @Override
        public Map<String, Object> properties() {
            throw new IllegalStateException("unreadable");
        }
    }
}
