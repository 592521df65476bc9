package org.prmonitor.kotlin.internal

import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Flow.Publisher
import java.util.concurrent.Flow.Subscriber
import java.util.concurrent.Flow.Subscription
import java.util.concurrent.atomic.AtomicLong
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.prmonitor.api.event.EventHeader
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.test
import org.prmonitor.testkit.ScriptedProcess

/** What a flow asks a publisher for, and when. */
class EventIntakeTest {

    /** Remembers what it is asked for, and gives what a test says. */
    private class Requests : Publisher<MonitorEvent>, Subscription {
        val subscriber = CompletableFuture<Subscriber<in MonitorEvent>>()
        val cancelled = CompletableFuture<Unit>()
        val requested = AtomicLong()
        val requests = AtomicLong()

        override fun subscribe(given: Subscriber<in MonitorEvent>) {
            subscriber.complete(given)
        }

        override fun request(count: Long) {
            requests.incrementAndGet()
            requested.addAndGet(count)
        }

        override fun cancel() {
            cancelled.complete(Unit)
        }
    }

    @Test
    fun noMoreIsAskedForThanThereIsRoomFor() = test {
        val publisher = Requests()
        val gate = CompletableDeferred<Unit>()
        var taken = 0
        val collector = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
            flow(publisher).collect {
                taken++
                gate.await()
            }
        }
        val subscriber = publisher.subscriber.get()
        subscriber.onSubscribe(publisher)
        assertEquals(512, publisher.requested.get())
        repeat(512) { subscriber.onNext(event(it + 1L)) }
        // The collector is in the first one.
        assertEquals(512, publisher.requested.get())
        gate.complete(Unit)
        var given = 512L
        while (given < 100_000) {
            while (given < publisher.requested.get()) {
                subscriber.onNext(event(++given))
            }
            Thread.onSpinWait()
        }
        subscriber.onComplete()
        collector.join()
        assertEquals(given, taken.toLong())
        assertTrue(publisher.requested.get() - taken <= 512, "${publisher.requested} for $taken")
        // In batches: a request for each event is what costs.
        assertTrue(publisher.requests.get() <= 1 + given / 256, "${publisher.requests} requests for $given events")
    }

    /** The source calls onSubscribe on a thread of its own, so the collector may be gone before. */
    @Test
    fun aCollectorThatIsGoneBeforeItWasSubscribedLeavesNoSubscription() = test {
        val publisher = Requests()
        val collector = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { flow(publisher).collect { } }
        val subscriber = publisher.subscriber.get()
        collector.cancelAndJoin()
        subscriber.onSubscribe(publisher)
        assertTrue(publisher.cancelled.isDone)
        assertEquals(0, publisher.requested.get())
        subscriber.onNext(event(1))
        subscriber.onComplete()
    }

    @Test
    fun aSecondSubscriptionIsRefused() = test {
        val publisher = Requests()
        val second = Requests()
        val collector = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { flow(publisher).collect { } }
        val subscriber = publisher.subscriber.get()
        subscriber.onSubscribe(publisher)
        subscriber.onSubscribe(second)
        assertTrue(second.cancelled.isDone)
        assertTrue(!publisher.cancelled.isDone)
        collector.cancelAndJoin()
        assertTrue(publisher.cancelled.isDone)
    }

    @Test
    fun anErrorIsTheFlows() = test {
        val publisher = Requests()
        val thrown = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
            runCatching { flow(publisher).collect { } }.exceptionOrNull()
        }
        val error = IllegalStateException("the source was stopped")
        publisher.subscriber.get().run {
            onSubscribe(publisher)
            onError(error)
        }
        // Coroutines copy an exception to add the stack of who waits for it.
        assertEquals(error.message, thrown.await()!!.message)
        assertSame(error.javaClass, thrown.await()!!.javaClass)
    }

    private fun flow(publisher: Publisher<MonitorEvent>): Flow<MonitorEvent> =
        eventFlow(publisher, MonitorEvent::class.java, { null }, { error("no loss was given") })

    private fun event(number: Long): MonitorEvent =
        ScriptedProcess.of(number).exited(0).factory().apply(EventHeader(number, Instant.EPOCH, "test"))
}
