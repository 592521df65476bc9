package org.prmonitor.kotlin

import java.time.Instant
import kotlin.reflect.KClass
import kotlin.time.Duration.Companion.milliseconds
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.osgi.framework.FrameworkUtil
import org.prmonitor.api.event.CommandLine
import org.prmonitor.api.event.EventHeader
import org.prmonitor.api.event.EventType
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.ImageEvent
import org.prmonitor.api.event.ImageLoaded
import org.prmonitor.api.event.LossEvent
import org.prmonitor.api.event.LossPlace
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.api.event.ProcessForked
import org.prmonitor.api.event.ProcessKey
import org.prmonitor.api.event.ProcessStarted
import org.prmonitor.api.event.ProcessSubject
import org.prmonitor.api.event.RegistryChanged
import org.prmonitor.api.event.RegistryEvent
import org.prmonitor.api.event.RegistryOperation
import org.prmonitor.kotlin.internal.EventTypes

/** What the source is asked for, for a class in Kotlin; and what events say in Kotlin. */
class EventTypesTest {

    private val header = EventHeader(7, Instant.ofEpochSecond(1), "test")
    private val subject = ProcessSubject.of(ProcessKey(1, 42, 3))
    private val exited = ProcessExited(header, subject, 0, null, java.time.Duration.ofMillis(5), "/bin/sh", CommandLine.ofArguments("sh", "-c"))
    private val samples: List<MonitorEvent> = listOf(
        ProcessStarted(header, subject, null, null, null, null, null, false),
        ProcessForked(header, subject, null, null, null),
        exited,
        ImageLoaded(header, null, null, 0, 0, null),
        EventsLost(header, 1, 7, 7, LossPlace.KERNEL),
    ) + RegistryOperation.entries.map { RegistryChanged(header, subject, it, null, false, null, null, null, 0) }

    private val families: List<KClass<out MonitorEvent>> = listOf(ProcessEvent::class, ImageEvent::class, RegistryEvent::class, LossEvent::class)

    /** A family that comes is missing here until it is asked for in the right way. */
    @Test
    fun thereIsASampleOfEveryRecord() {
        val records = families.flatMap { it.java.permittedSubclasses.toList() }.toSet()
        assertEquals(records, samples.map { it.javaClass }.toSet())
        assertEquals(EventType.entries.toSet(), EventType.entries.filter { type -> samples.any(type::includes) }.toSet())
    }

    @Test
    fun aClassIsAskedForAsNothingButItself() {
        for (asked in families + samples.map { it::class }) {
            val topics = FrameworkUtil.createFilter(EventTypes.topics(asked).ldap)
            val types = EventTypes.types(asked)
            for (event in samples) {
                val wanted = asked.java.isInstance(event)
                assertEquals(wanted, topics.matches(event.properties()), "$asked: $topics, $event")
                // Losses come without being asked for.
                assertTrue(event is EventsLost || types.isEmpty() || wanted == types.any { it.includes(event) }, "$asked: $types, $event")
            }
            assertEquals(LossEvent::class.java.isAssignableFrom(asked.java), types.isEmpty(), "$asked")
        }
    }

    @Test
    fun everythingIsAskedForAsAll() {
        assertEquals(EventFilter.ALL, EventTypes.topics(MonitorEvent::class))
        assertEquals(emptyList<EventType>(), EventTypes.types(MonitorEvent::class))
    }

    @Test
    fun anEventReadsLikeItsKeys() {
        assertEquals(listOf(7L, Instant.ofEpochSecond(1), "test", exited.topic()), exited.run { listOf(sequence, time, channel, topic) })
        assertEquals(42, exited.process.id)
        assertEquals(5.milliseconds, exited.lifespan)
        assertEquals(listOf("sh", "-c"), exited.commandLine?.arguments)
        assertNull(exited.withImage(null, null).commandLine?.arguments)
        val driver: ImageEvent = samples.filterIsInstance<ImageLoaded>().single()
        assertNull(driver.process?.id)
        assertEquals(42, samples.filterIsInstance<RegistryEvent>().first().process.id)
        val unknown: KClass<out MonitorEvent> = exited::class
        assertEquals(ProcessExited::class, unknown)
    }
}
