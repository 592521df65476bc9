package org.prmonitor.kotlin

import kotlin.reflect.KClass
import kotlin.time.Duration
import kotlinx.coroutines.flow.Flow
import org.prmonitor.api.MonitorEventSource
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.internal.EventTypes
import org.prmonitor.kotlin.internal.LagMeter
import org.prmonitor.kotlin.internal.eventFlow

/**
 * The events of a type as a cold flow: each `collect` is a subscription of its own to [MonitorEventSource.publisher], which begins
 * with the event after it and ends with it, whether it returns, throws or is cancelled. What the collector has not come to stays in the
 * source's journal, apart from the 512 events at most that were fetched for it; so a slow one delays nobody, and loses nothing for as
 * long as the journal reaches back. The flow completes when the source stops. It has no place between two collects: [on] and
 * [SuspendingListener] go on where they were.
 *
 * A loss is never swallowed. `events<MonitorEvent>()` has it in its place as an [EventsLost]; every other flow gives it to [onLoss] in
 * its place, and without one ends with an [EventsLostException].
 *
 * `launch(start = CoroutineStart.UNDISPATCHED) { source.events<ProcessStarted>().collect { … } }` has subscribed when `launch` returns.
 *
 * @param E what is collected: a record, a family such as `ProcessEvent`, or `MonitorEvent` for all
 * @param filter what passes, besides losses; what does not never leaves the source's thread
 * @param onLag told that this collector is behind, in the collector's context, before the event that [EventLag] is measured at: when
 *     512 events wait, again whenever that has doubled, and each second for as long as it lasts. It delays the collector, so what it
 *     does should be short
 * @param onLoss told what is missing, in the collector's context, in the loss's place
 */
public inline fun <reified E : MonitorEvent> MonitorEventSource.events(
    filter: EventFilter = EventFilter.ALL,
    noinline onLag: (suspend (EventLag) -> Unit)? = null,
    noinline onLoss: suspend (EventsLost) -> Unit = { throw EventsLostException(it) },
): Flow<E> = events(E::class, filter, onLag, onLoss)

/** The same for a type that is known at run time only. */
public fun <E : MonitorEvent> MonitorEventSource.events(
    type: KClass<E>,
    filter: EventFilter = EventFilter.ALL,
    onLag: (suspend (EventLag) -> Unit)? = null,
    onLoss: suspend (EventsLost) -> Unit = { throw EventsLostException(it) },
): Flow<E> {
    val publisher = publisher((EventTypes.topics(type) and filter).ldap)
    return eventFlow(publisher, type.java, { onLag?.let { LagMeter(this, it) } }, onLoss)
}

/**
 * How far a collector is behind.
 *
 * @property events how many numbers the journal has given after the event that comes next, those included that the flow leaves out
 * @property age how long ago that event happened
 */
public class EventLag internal constructor(public val events: Long, public val age: Duration) {

    /** Such as `1024 events, 1.5s`. */
    override fun toString(): String = "$events events, $age"
}

/** Events are missing, and nobody was there to be told: see `onLoss` of [events] and [on]. */
public class EventsLostException(
    /** What is missing. */
    public val lost: EventsLost,
) : IllegalStateException("${lost.count() ?: "some"} events are missing at ${lost.from()} to ${lost.to()}, lost in the ${lost.place().label()};"
    + " give onLoss to go on after a loss") {
    private companion object {
        private const val serialVersionUID = 1L
    }
}
