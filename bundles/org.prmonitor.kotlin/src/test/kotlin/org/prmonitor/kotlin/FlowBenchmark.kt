package org.prmonitor.kotlin

import java.util.Locale
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Flow.Subscriber
import java.util.concurrent.Flow.Subscription
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicLong
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.prmonitor.api.MonitorEventListener
import org.prmonitor.api.event.LossEvent
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedFeed
import org.prmonitor.testkit.ScriptedSource

/**
 * How long a million events take through each of Kotlin's ways, beside a listener in Java's manner. No part of the build; anyone runs it with
 * `mvn verify -pl bundles/org.prmonitor.kotlin -am -Dtest=FlowBenchmark -Dsurefire.failIfNoSpecifiedTests=false`.
 */
@PrMonitorTest(configuration = ["lingerMillis=0"])
class FlowBenchmark {

    /** Counts events, and raises no more than the journal holds for who counts. */
    private class Events {
        private val taken = AtomicLong()
        private val all = CountDownLatch(1)

        /** One thread at a time. */
        fun count() {
            val count = taken.plain + 1
            taken.setRelease(count)
            if (count == COUNT) {
                all.countDown()
            }
        }

        fun raised() = minOf(COUNT, (taken.acquire + WINDOW) / STEP * STEP)

        fun await() = assertTrue(all.await(60, TimeUnit.SECONDS), "$taken of $COUNT events")
    }

    private fun interface Way {
        /** Takes every event until it is closed. */
        fun take(scripted: ScriptedSource, events: Events): AutoCloseable
    }

    @Test
    fun aMillionEventsEachWay(scripted: ScriptedSource) {
        val seconds = WAYS.mapValues { ArrayList<Double>() }
        repeat(ROUNDS) {
            for ((name, way) in WAYS) {
                seconds.getValue(name) += measure(scripted, way)
            }
        }
        // The first rounds are the compiler's.
        val medians = seconds.mapValues { (_, all) -> all.drop(WARM_UP).sorted()[(ROUNDS - WARM_UP) / 2] }
        val reference = medians.values.first()
        println("| way | M events/s, median of ${ROUNDS - WARM_UP} (spread) | of the Java listener |\n| --- | --- | --- |")
        for ((name, median) in medians) {
            val speeds = seconds.getValue(name).drop(WARM_UP).map { COUNT / it / 1e6 }
            println(String.format(Locale.ROOT, "| %s | %.2f (%.2f–%.2f) | %.2f |", name, COUNT / median / 1e6, speeds.min(), speeds.max(), reference / median))
        }
    }

    private fun measure(scripted: ScriptedSource, way: Way): Double {
        val events = Events()
        way.take(scripted, events).use {
            scripted.settle()
            val begin = System.nanoTime()
            scripted.channel().feed(ScriptedFeed.exits(events::raised))
            events.await()
            val end = System.nanoTime()
            scripted.channel().endFeed()
            return (end - begin) / 1e9
        }
    }

    /** Asks for as many at a time as a flow does. */
    private class BatchSubscriber(private val events: Events) : Subscriber<MonitorEvent>, AutoCloseable {
        @Volatile
        private var subscription: Subscription? = null
        private var taken = 0

        override fun onSubscribe(given: Subscription) {
            subscription = given
            given.request(512)
        }

        override fun onNext(event: MonitorEvent) {
            events.count()
            if (++taken == 256) {
                subscription?.request(256)
                taken = 0
            }
        }

        override fun onError(thrown: Throwable) = Unit

        override fun onComplete() = Unit

        override fun close() {
            subscription?.cancel()
        }
    }

    private companion object {
        const val COUNT = 1_000_000L
        const val WINDOW = 1L shl 15
        const val STEP = WINDOW / 4
        const val ROUNDS = 9
        const val WARM_UP = 4

        /** An id of its own each time: a known one would go on where it was. */
        val IDS = AtomicLong()

        val WAYS = mapOf(
            "MonitorEventListener" to Way { scripted, events ->
                scripted.listen("bench-${IDS.incrementAndGet()}", MonitorEventListener { if (it !is LossEvent) events.count() })
            },
            "on<ProcessExited>" to Way { scripted, events -> scripted.context().on<ProcessExited>("bench-${IDS.incrementAndGet()}") { events.count() } },
            "publisher, 256 at a time" to Way { scripted, events -> BatchSubscriber(events).also(scripted.source().publisher("")::subscribe) },
            "events<MonitorEvent>()" to Way { scripted, events -> collecting { scripted.source().events<MonitorEvent>().collect { events.count() } } },
            "events<ProcessExited>()" to Way { scripted, events -> collecting { scripted.source().events<ProcessExited>().collect { events.count() } } },
            "events<ProcessExited>(onLag)" to Way { scripted, events ->
                collecting { scripted.source().events<ProcessExited>(onLag = { }).collect { events.count() } }
            },
        )

        fun collecting(body: suspend () -> Unit): AutoCloseable {
            val job: Job = CoroutineScope(Dispatchers.Default).launch(start = CoroutineStart.UNDISPATCHED) { body() }
            return AutoCloseable { runBlocking { job.cancelAndJoin() } }
        }
    }
}
