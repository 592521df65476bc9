package org.prmonitor.kotlin.internal

import java.util.concurrent.Flow.Subscription
import java.util.concurrent.Flow.Subscriber
import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import org.prmonitor.api.event.MonitorEvent

/** Between the subscription's thread, which fills it as far as was requested, and the collector that empties it. */
internal class EventIntake : Subscriber<MonitorEvent> {

    /** Never full when an event comes: as many as it has room for are requested. */
    private val channel = Channel<MonitorEvent>(CAPACITY)

    /** Null before the source has given it, which it does on its own thread; [CANCELLED] from [cancel] on. */
    private val subscription = AtomicReference<Subscription?>()

    val events: ReceiveChannel<MonitorEvent> get() = channel

    override fun onSubscribe(given: Subscription) {
        if (subscription.compareAndSet(null, given)) {
            given.request(CAPACITY.toLong())
        } else {
            // The collector was cancelled before, or this is a second one (Reactive Streams, 2.5).
            given.cancel()
        }
    }

    override fun onNext(event: MonitorEvent) {
        channel.trySend(event)
    }

    override fun onError(thrown: Throwable) {
        channel.close(thrown)
    }

    override fun onComplete() {
        channel.close()
    }

    /** So many were taken. The collector. */
    fun taken(count: Int) {
        subscription.get()?.request(count.toLong())
    }

    /** Nothing more is wanted. */
    fun cancel() {
        subscription.getAndSet(CANCELLED)?.cancel()
        channel.cancel()
    }

    companion object {
        /** How many events are fetched at most; half of them are asked for at a time, so that both sides are always at work. */
        const val CAPACITY = 512

        private val CANCELLED = object : Subscription {
            override fun request(count: Long) = Unit

            override fun cancel() = Unit
        }
    }
}
