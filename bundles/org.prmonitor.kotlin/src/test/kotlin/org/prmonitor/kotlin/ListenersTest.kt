package org.prmonitor.kotlin

import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.prmonitor.api.ListenerState
import org.prmonitor.api.Resume
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.api.event.ProcessStarted
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedProcess
import org.prmonitor.testkit.ScriptedSource

/** Listeners that are registered without a component. */
@PrMonitorTest(configuration = ["types=started,exited"])
class ListenersTest {

    @Test
    fun aListenerGetsItsTypeAndWhatPasses(scripted: ScriptedSource) {
        val got = CopyOnWriteArrayList<String>()
        val context = scripted.context()
        context.on<ProcessStarted>("starts") { got += "start ${it.process.id}" }.use {
            context.on<ProcessExited>("failures", filter { exit.code ge 1 }) { got += "failure ${it.process.id}" }.use {
                context.on<EventsLost>("losses") { got += "lost ${it.count}" }.use {
                    scripted.emit(ScriptedProcess.of(1).started(), ScriptedProcess.of(1).exited(0), ScriptedProcess.of(2).exited(3))
                    scripted.settle()
                    val books = scripted.source().status().listeners().associate { it.id() to it.books() }
                    assertEquals(2, books.getValue("starts").filtered())
                    assertEquals(3, books.getValue("losses").filtered())
                }
            }
        }
        assertEquals(setOf("start 1", "failure 2"), got.toSet())
        assertEquals(2, got.size)
    }

    @Test
    fun itGoesOnWhereTheOneBeforeItWas(scripted: ScriptedSource) {
        val got = CopyOnWriteArrayList<Long>()
        scripted.emit(*exits(3))
        scripted.settle()
        val first = scripted.context().on<MonitorEvent>("place", resume = Resume.BEGINNING) { got += it.sequence }
        scripted.settle()
        first.close()
        first.close()
        scripted.emit(*exits(3))
        scripted.settle()
        assertEquals(listOf(1L, 2, 3), got)
        scripted.context().on<ProcessEvent>("place") { got += it.sequence }.use { scripted.settle() }
        assertEquals((1L..6L).toList(), got)
    }

    @Test
    fun whileItSuspendsItsEventsWait(scripted: ScriptedSource) {
        val goOn = CompletableDeferred<Unit>()
        val inside = CompletableFuture<Unit>()
        val got = CopyOnWriteArrayList<Long>()
        scripted.context().on<ProcessExited>("slow") {
            inside.complete(Unit)
            goOn.await()
            yield()
            got += it.sequence
        }.use {
            scripted.emit(*exits(100))
            inside.get(30, TimeUnit.SECONDS)
            val waiting = scripted.source().awaitStatus { it.hop("journal").seen() == 100L }.listeners().single { it.id() == "slow" }
            assertEquals(0, waiting.books().delivered())
            assertTrue(waiting.lag > 0, waiting.toString())
            goOn.complete(Unit)
            scripted.settle()
        }
        assertEquals((1L..100L).toList(), got)
    }

    @Test
    fun aLossIsToldInItsPlaceOrIsAnError(scripted: ScriptedSource) {
        val got = CopyOnWriteArrayList<String>()
        scripted.context().on<ProcessExited>("told", onLoss = { got += "lost ${it.count}" }) { got += "exit ${it.sequence}" }.use {
            scripted.context().on<ProcessExited>("untold") { }.use {
                scripted.emit(*exits(1))
                scripted.channel().lose(3)
                scripted.emit(*exits(1))
                scripted.settle()
                val untold = scripted.source().status().listeners().single { it.id() == "untold" }
                assertEquals(1, untold.errors())
                assertTrue(untold.lastError()!!.contains("3 events are missing at 2 to 4"), untold.toString())
                assertEquals(2, untold.books().delivered(), untold.toString())
            }
        }
        assertEquals(listOf("exit 1", "lost 3", "exit 5"), got)
    }

    /** After the second that every listener has. */
    @Test
    fun aHandlerThatSuspendsForEverIsCancelledWhenItIsClosed(scripted: ScriptedSource) {
        val before = servingThreads()
        val inside = CompletableFuture<Unit>()
        val ended = CompletableFuture<Throwable>()
        val got = CopyOnWriteArrayList<Long>()
        val listener = scripted.context().on<ProcessExited>("endless") {
            got += it.sequence
            inside.complete(Unit)
            try {
                awaitCancellation()
            } catch (cancelled: Throwable) {
                ended.complete(cancelled)
                throw cancelled
            }
        }
        scripted.emit(*exits(3))
        inside.get(30, TimeUnit.SECONDS)
        listener.close()
        assertTrue(ended.getNow(null) is CancellationException, ended.toString())
        assertEquals(emptySet<Thread>(), servingThreads() - before)
        val place = scripted.source().status().listeners().single { it.id() == "endless" }
        assertEquals(ListenerState.DETACHED, place.state())
        // What it was not given goes to the next one.
        scripted.context().on<ProcessExited>("endless") { got += it.sequence }.use { scripted.settle() }
        assertEquals(listOf(1L, 2, 3), got)
    }
}
