package org.prmonitor.itest.kotlin.internal

import java.util.concurrent.BlockingQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.function.Supplier
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.osgi.framework.BundleContext
import org.osgi.service.component.annotations.Component
import org.prmonitor.api.MonitorListener
import org.prmonitor.api.event.EventType
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.kotlin.SuspendingListener
import org.prmonitor.kotlin.id
import org.prmonitor.kotlin.process

/** Suspends at every event, and for ever at an exit with code 99. */
@Component(service = [Supplier::class], immediate = true, property = ["consumer=slow"])
@MonitorListener(id = "kotlin-slow", types = [EventType.EXITED])
class SlowListener : SuspendingListener(), Supplier<BlockingQueue<String>> {

    private val lines = LinkedBlockingQueue<String>()

    override fun get(): BlockingQueue<String> = lines

    override fun activate(context: BundleContext, properties: Map<String, Any>) {
        super.activate(context, properties)
        scope.launch {
            try {
                awaitCancellation()
            } finally {
                lines.add("scope cancelled")
            }
        }
    }

    override suspend fun onEvent(event: MonitorEvent) {
        when (event) {
            is ProcessExited -> exited(event)
            // What nobody could count lies between the channels of two tests.
            is EventsLost -> event.count?.let { lines.add("lost $it") }
        }
    }

    private suspend fun exited(event: ProcessExited) {
        delay(1.milliseconds)
        lines.add("exit ${event.process.id}")
        if (event.exitCode == FOR_EVER) {
            try {
                awaitCancellation()
            } catch (cancelled: CancellationException) {
                lines.add("event cancelled")
                throw cancelled
            }
        }
    }

    private companion object {
        const val FOR_EVER = 99
    }
}
