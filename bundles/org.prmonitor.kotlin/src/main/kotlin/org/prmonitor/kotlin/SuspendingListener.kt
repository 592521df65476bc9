package org.prmonitor.kotlin

import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import org.osgi.annotation.versioning.ConsumerType
import org.osgi.framework.BundleContext
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.internal.ListenerRegistration
import org.prmonitor.kotlin.internal.SuspendingCalls

/**
 * The base class of a Declarative Services component that listens and may suspend:
 *
 * ```
 * @Component
 * @MonitorListener(id = "shells", types = [EventType.STARTED], filter = "(image.path=*&#47;bash)")
 * class ShellWatcher : SuspendingListener() {
 *     override suspend fun onEvent(event: MonitorEvent) { … }
 * }
 * ```
 *
 * It registers the listener itself, with the component's properties; the component needs no `service` of its own. SCR finds [activate]
 * and [deactivate] by their names: who has something to do there overrides them and calls `super`, and names no other method with
 * `@Activate` or `@Deactivate`. When the bundle is stopped, [onEvent] has a second to finish the event that it is in and is cancelled
 * then; what was not taken by then goes to the next instance. All that was launched in [scope] is cancelled and waited for.
 */
@ConsumerType
public abstract class SuspendingListener {

    private val job: Job = SupervisorJob()

    private var registration: AutoCloseable? = null

    /** Ends with the component, at the latest with its bundle. For what goes on beside the events. */
    protected val scope: CoroutineScope = CoroutineScope(job + Dispatchers.Default)

    /**
     * Something happened, or events are missing: [org.prmonitor.api.event.EventsLost] comes whatever the component asked for. One call at
     * a time, on the listener's thread; while it suspends, the next events wait in the journal.
     *
     * @throws Exception reported; the listener goes on at the next event
     */
    protected abstract suspend fun onEvent(event: MonitorEvent)

    /** Called by SCR. */
    protected open fun activate(context: BundleContext, properties: Map<String, Any>) {
        registration = ListenerRegistration(context, SuspendingCalls(job) { onEvent(it) }, properties)
    }

    /**
     * Called by SCR, which logs what it throws.
     *
     * @throws IllegalStateException where something in [scope] does not end when it is cancelled; it is left behind
     */
    protected open fun deactivate() {
        registration?.close()
        registration = null
        val ended = runBlocking { withTimeoutOrNull(PATIENCE) { job.cancelAndJoin() } }
        checkNotNull(ended) {
            "${javaClass.name} has coroutines that were cancelled and do not end within $PATIENCE; they are left behind: " +
                job.children.joinToString()
        }
    }

    private companion object {
        val PATIENCE = 1.seconds
    }
}
