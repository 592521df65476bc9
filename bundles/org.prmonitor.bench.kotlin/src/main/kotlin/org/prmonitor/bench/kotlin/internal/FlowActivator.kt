package org.prmonitor.bench.kotlin.internal

import java.util.Hashtable
import java.util.concurrent.Executors
import java.util.function.BiFunction
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.osgi.framework.BundleActivator
import org.osgi.framework.BundleContext
import org.prmonitor.api.MonitorEventListener
import org.prmonitor.api.MonitorEventSource
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.events

/** Offers a function from a source and a consumer to what ends the collecting: in types that the bench knows without Kotlin. */
class FlowActivator : BundleActivator {

    override fun start(context: BundleContext) {
        val collect = BiFunction<MonitorEventSource, MonitorEventListener, AutoCloseable> { source, consumer -> Collecting(source, consumer) }
        context.registerService(BiFunction::class.java, collect, Hashtable(mapOf("prmonitor.bench" to "flow")))
    }

    /** The service goes with the bundle. */
    override fun stop(context: BundleContext) {}
}

/** A flow of all events, collected on a thread of its own, whose time on a processor the bench finds by its name. */
private class Collecting(source: MonitorEventSource, consumer: MonitorEventListener) : AutoCloseable {

    private val thread = Executors.newSingleThreadExecutor { Thread(it, "prmonitor-bench-flow") }.asCoroutineDispatcher()

    // Undispatched: has subscribed when this returns.
    private val job: Job = CoroutineScope(thread).launch(start = CoroutineStart.UNDISPATCHED) {
        source.events<MonitorEvent>().collect { consumer.onEvent(it) }
    }

    override fun close() {
        runBlocking { job.cancelAndJoin() }
        thread.close()
    }
}
