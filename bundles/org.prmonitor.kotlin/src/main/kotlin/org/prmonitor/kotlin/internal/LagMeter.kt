package org.prmonitor.kotlin.internal

import java.time.Duration
import java.time.Instant
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource
import kotlin.time.toKotlinDuration
import org.prmonitor.api.MonitorEventSource
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.EventLag

/** Says how far one collector is behind, not too often. The collector's thread. */
internal class LagMeter(private val source: MonitorEventSource, private val tell: suspend (EventLag) -> Unit) {

    private var lastLook = TimeSource.Monotonic.markNow()
    private var lastTold = lastLook

    /** What was told last; 0 while it is not behind. */
    private var told = 0L

    /**
     * Before the event is given.
     *
     * @param atOnce whether to look although a second has not passed: a look costs some thousand times what an event does
     */
    suspend fun look(event: MonitorEvent, atOnce: Boolean) {
        val now = TimeSource.Monotonic.markNow()
        if (!atOnce && now - lastLook < INTERVAL) {
            return
        }
        lastLook = now
        val behind = source.status().lastSequence() - event.sequence()
        if (behind < EventIntake.CAPACITY) {
            told = 0
        } else if (behind >= 2 * told || now - lastTold >= INTERVAL) {
            told = behind
            lastTold = now
            tell(EventLag(behind, Duration.between(event.time(), Instant.now()).toKotlinDuration()))
        }
    }

    private companion object {
        val INTERVAL = 1.seconds
    }
}
