package org.prmonitor.kotlin.internal

import java.util.concurrent.Flow.Publisher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.MonitorEvent

/**
 * A subscription for each collector. The adapter of kotlinx.coroutines for publishers is not used: cancelled before the publisher has
 * called `onSubscribe`, which ours does on a thread of its own, it fails, and the subscription stays for ever.
 */
internal fun <E : MonitorEvent> eventFlow(
    publisher: Publisher<MonitorEvent>,
    type: Class<E>,
    lagMeter: () -> LagMeter?,
    onLoss: suspend (EventsLost) -> Unit,
): Flow<E> = flow {
    val intake = EventIntake()
    val meter = lagMeter()
    try {
        publisher.subscribe(intake)
        var taken = 0
        for (event in intake.events) {
            meter?.look(event, atOnce = taken == 0)
            if (type.isInstance(event)) {
                emit(type.cast(event))
            } else if (event is EventsLost) {
                onLoss(event)
            }
            if (++taken == EventIntake.CAPACITY / 2) {
                intake.taken(taken)
                taken = 0
            }
        }
    } finally {
        intake.cancel()
    }
}
