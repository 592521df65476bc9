package org.prmonitor.kotlin.internal

import kotlin.reflect.KClass
import org.prmonitor.api.event.EventTopics
import org.prmonitor.api.event.EventType
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.ImageEvent
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.api.event.ProcessForked
import org.prmonitor.api.event.ProcessStarted
import org.prmonitor.api.event.RegistryEvent
import org.prmonitor.kotlin.EventFilter
import org.prmonitor.kotlin.FilterScope

/** How the source is asked for the events of a class. A class that is not here is asked for as "all", and picked out of that. */
internal object EventTypes {

    private class Row(val base: Class<out MonitorEvent>, val type: EventType?, val topics: String)

    private val ROWS = listOf(
        Row(ProcessStarted::class.java, EventType.STARTED, EventTopics.PROCESS_STARTED),
        Row(ProcessForked::class.java, EventType.FORKED, EventTopics.PROCESS_FORKED),
        Row(ProcessExited::class.java, EventType.EXITED, EventTopics.PROCESS_EXITED),
        Row(ImageEvent::class.java, EventType.IMAGES, EventTopics.IMAGE_ALL),
        Row(RegistryEvent::class.java, EventType.REGISTRY, EventTopics.REGISTRY_ALL),
        // No type: it is always reported.
        Row(EventsLost::class.java, null, EventTopics.EVENTS_LOST),
    )

    /** For a listener; none for all. */
    fun types(event: KClass<out MonitorEvent>): List<EventType> = rows(event).mapNotNull(Row::type)

    /** For a subscription. */
    fun topics(event: KClass<out MonitorEvent>): EventFilter =
        rows(event).map { topics(it.topics) }.reduceOrNull(EventFilter::or) ?: EventFilter.ALL

    private fun rows(event: KClass<out MonitorEvent>) =
        if (event == MonitorEvent::class) emptyList()
        else ROWS.filter { event.java.isAssignableFrom(it.base) || it.base.isAssignableFrom(event.java) }

    private fun topics(topics: String) =
        if (topics.endsWith('*')) FilterScope.topic startsWith topics.dropLast(1) else FilterScope.topic eq topics
}
