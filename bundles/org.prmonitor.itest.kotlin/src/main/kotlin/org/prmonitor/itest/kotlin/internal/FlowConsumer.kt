package org.prmonitor.itest.kotlin.internal

import java.util.concurrent.BlockingQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.function.Supplier
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.osgi.framework.BundleContext
import org.osgi.service.component.annotations.Activate
import org.osgi.service.component.annotations.Component
import org.osgi.service.component.annotations.Deactivate
import org.osgi.service.component.annotations.Reference
import org.prmonitor.api.MonitorEventSource
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.kotlin.bundleScope
import org.prmonitor.kotlin.events
import org.prmonitor.kotlin.filter
import org.prmonitor.kotlin.id
import org.prmonitor.kotlin.process

/** Collects failures for as long as it is there. */
@Component(service = [Supplier::class], immediate = true, property = ["consumer=flow"])
class FlowConsumer @Activate constructor(context: BundleContext, @Reference source: MonitorEventSource) : Supplier<BlockingQueue<String>> {

    private val lines = LinkedBlockingQueue<String>()

    private val scope = context.bundleScope()

    init {
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            source.events<ProcessExited>(filter { exit.code ge 1 and (process.id gt 0) }).collect { lines.add("failure ${it.process.id}") }
        }
    }

    @Deactivate
    fun end() = scope.cancel()

    override fun get(): BlockingQueue<String> = lines
}
