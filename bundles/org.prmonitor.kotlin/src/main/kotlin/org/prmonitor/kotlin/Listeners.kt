package org.prmonitor.kotlin

import kotlin.reflect.KClass
import org.osgi.framework.BundleContext
import org.prmonitor.api.MonitorListener
import org.prmonitor.api.Resume
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.internal.EventTypes
import org.prmonitor.kotlin.internal.ListenerRegistration
import org.prmonitor.kotlin.internal.SuspendingCalls

/**
 * Registers a listener for the events of a type, as [MonitorListener] has it: with a thread and a place in the journal of its own, which
 * belongs to the [id] and is kept while the bundle is swapped. [handler] is given one event after the other; it may suspend, for as long
 * as it does its events wait in the journal. When the bundle is stopped, the handler has a second to finish the event that it is in,
 * then it is cancelled; whatever it has not taken goes to the next instance.
 *
 * @param E what is handled: a record, a family such as `ProcessEvent`, or `MonitorEvent` for all, losses included
 * @param id under which the place is kept, in the whole container
 * @param filter what passes, besides losses
 * @param resume where an unknown id begins
 * @param onLoss told what is missing, in its place. Without it the log has an [EventsLostException], and the listener goes on
 * @return ends it, as the end of the bundle does
 */
public inline fun <reified E : MonitorEvent> BundleContext.on(
    id: String,
    filter: EventFilter = EventFilter.ALL,
    resume: Resume = Resume.NOW,
    noinline onLoss: suspend (EventsLost) -> Unit = { throw EventsLostException(it) },
    noinline handler: suspend (E) -> Unit,
): AutoCloseable = on(E::class, id, filter, resume, onLoss, handler)

/** The same for a type that is known at run time only. */
public fun <E : MonitorEvent> BundleContext.on(
    type: KClass<E>,
    id: String,
    filter: EventFilter = EventFilter.ALL,
    resume: Resume = Resume.NOW,
    onLoss: suspend (EventsLost) -> Unit = { throw EventsLostException(it) },
    handler: suspend (E) -> Unit,
): AutoCloseable {
    val types = EventTypes.types(type)
    // What no type stands for, a loss, has a topic.
    val selected = if (types.isEmpty()) EventTypes.topics(type) and filter else filter
    val javaType = type.java
    val calls = SuspendingCalls { event ->
        if (javaType.isInstance(event)) {
            handler(javaType.cast(event))
        } else if (event is EventsLost) {
            onLoss(event)
        }
    }
    return ListenerRegistration(
        this,
        calls,
        mapOf(
            MonitorListener.PREFIX_ + "id" to id,
            MonitorListener.PREFIX_ + "types" to types.map { it.name }.toTypedArray(),
            MonitorListener.PREFIX_ + "filter" to selected.ldap,
            MonitorListener.PREFIX_ + "resume" to resume.name,
        ),
    )
}
