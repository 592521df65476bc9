package org.prmonitor.kotlin.internal

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.runBlocking
import org.prmonitor.api.MonitorEventListener
import org.prmonitor.api.event.MonitorEvent

/**
 * Runs a suspending handler on the listener's own thread, which waits while it suspends: so it stays one call at a time, and the place
 * in the journal goes on with what was handled. The source interrupts a call that does not end when its bundle is stopped; that cancels
 * the handler.
 */
internal class SuspendingCalls(
    private val context: CoroutineContext = EmptyCoroutineContext,
    private val handler: suspend (MonitorEvent) -> Unit,
) : MonitorEventListener {

    override fun onEvent(event: MonitorEvent) {
        runBlocking(context) { handler(event) }
    }

    /** One event loop for all of them. The list is read by this thread, as it wants it. */
    override fun onEvents(events: List<MonitorEvent>) {
        runBlocking(context) {
            for (event in events) {
                handler(event)
            }
        }
    }
}
