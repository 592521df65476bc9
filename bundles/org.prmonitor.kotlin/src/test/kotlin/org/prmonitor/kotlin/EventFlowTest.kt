package org.prmonitor.kotlin

import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.LossEvent
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.api.event.ProcessStarted
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedProcess
import org.prmonitor.testkit.ScriptedSource

/** Flows of a real source. */
@PrMonitorTest(configuration = ["journalEvents=16384"])
class EventFlowTest {

    @Test
    fun aFlowGivesItsTypeAndWhatPasses(scripted: ScriptedSource) = test {
        val exits = collected(scripted.source().events<ProcessExited>(filter { exit.code ge 1 }), 2)
        val all = collected(scripted.source().events<ProcessEvent>(), 4)
        val shell = ScriptedProcess.of(42).running("/bin/sh", "sh")
        scripted.emit(shell.started(), shell.exited(0), ScriptedProcess.of(43).exited(1), ScriptedProcess.of(44).exited(2))
        assertEquals(listOf(43L, 44L), exits.await().map { it.process.id })
        assertEquals(listOf(42L, 42L, 43L, 44L), all.await().map { it.process.id })
    }

    @Test
    fun aFlowIsColdAndEachCollectorHasASubscription(scripted: ScriptedSource) = test {
        val source = scripted.source()
        val flow = source.events<ProcessStarted>()
        assertEquals(0, source.status().subscriptions().size)
        scripted.emit(ScriptedProcess.of(1).started())
        scripted.settle()
        val one = collected(flow, 1)
        val other = collected(flow, 1)
        assertEquals(2, source.awaitStatus { it.subscriptions().size == 2 }.subscriptions().size)
        scripted.emit(ScriptedProcess.of(2).started())
        assertEquals(listOf(2L, 2L), listOf(one, other).map { it.await().single().process.id })
        source.awaitStatus { it.subscriptions().isEmpty() }
    }

    @Test
    fun aSlowCollectorIsToldOfItsLagAndLosesNothing(scripted: ScriptedSource) = test {
        val source = scripted.source()
        val lags = CopyOnWriteArrayList<EventLag>()
        val first = CompletableDeferred<Unit>()
        val goOn = CompletableDeferred<Unit>()
        val collected = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
            val sequences = ArrayList<Long>()
            source.events<ProcessExited>(onLag = { lags += it }).take(10_001).collect {
                sequences += it.sequence
                if (first.complete(Unit)) {
                    goOn.await()
                }
            }
            sequences
        }
        scripted.emit(*exits(1))
        first.await()
        scripted.emit(*exits(10_000))
        scripted.settle()
        // What is not asked for stays in the journal.
        val waiting = source.status().subscriptions().single().books().inFlight()
        assertTrue(waiting >= 10_000 - 512, "waiting in the journal: $waiting")
        assertEquals(listOf<EventLag>(), lags)
        goOn.complete(Unit)
        assertEquals((1L..10_001L).toList(), collected.await())
        assertTrue(lags.isNotEmpty(), "nothing told")
        assertTrue(lags.first().events in 9_000..10_000, lags.toString())
        assertTrue(lags.first().age.isPositive(), lags.toString())
    }

    @Test
    fun aFastCollectorIsToldNothing(scripted: ScriptedSource) = test {
        val lags = CopyOnWriteArrayList<EventLag>()
        val collected = collected(scripted.source().events<ProcessExited>(onLag = { lags += it }), 300)
        scripted.emit(*exits(300))
        assertEquals(300, collected.await().size)
        assertEquals(listOf<EventLag>(), lags)
    }

    @Test
    fun aLossIsInItsPlaceInAFlowOfEverything(scripted: ScriptedSource) = test {
        val everything = collected(scripted.source().events<MonitorEvent>(), 3)
        val losses = collected(scripted.source().events<EventsLost>(), 1)
        val family = collected(scripted.source().events<LossEvent>(), 1)
        lose(scripted)
        assertEquals(listOf("1", "2..4", "5"), everything.await().map { if (it is EventsLost) "${it.from}..${it.to}" else "${it.sequence}" })
        assertEquals(3L, losses.await().single().count)
        assertEquals(4L, family.await().single().sequence)
    }

    @Test
    fun aLossIsGivenToWhoAskedInItsPlace(scripted: ScriptedSource) = test {
        val told = CopyOnWriteArrayList<String>()
        val flow = scripted.source().events<ProcessExited> { told += "lost ${it.count}" }
        val collector = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { flow.take(2).collect { told += "exit ${it.process.id}" } }
        lose(scripted)
        collector.join()
        assertEquals(listOf("exit 1", "lost 3", "exit 2"), told)
    }

    @Test
    fun aLossEndsAFlowThatNobodyAskedFor(scripted: ScriptedSource) = test {
        val collector = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
            runCatching { scripted.source().events<ProcessStarted>().collect { } }.exceptionOrNull()
        }
        lose(scripted)
        val thrown = collector.await() as EventsLostException
        assertEquals(3L, thrown.lost.count)
        assertEquals("3 events are missing at 2 to 4, lost in the kernel; give onLoss to go on after a loss", thrown.message)
        scripted.source().awaitStatus { it.subscriptions().isEmpty() }
    }

    @Test
    fun whoFallsOffTheJournalsTailIsToldWhatIsMissing(scripted: ScriptedSource) = test {
        val first = CompletableDeferred<Unit>()
        val goOn = CompletableDeferred<Unit>()
        val total = 40_000
        val accounted = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
            var next = 1L
            var lost = 0L
            scripted.source().events<MonitorEvent>().first {
                val from = if (it is EventsLost) it.from else it.sequence
                assertEquals(next, from)
                next = it.sequence + 1
                lost += if (it is EventsLost) it.count ?: 0 else 0
                if (first.complete(Unit)) {
                    goOn.await()
                }
                it.sequence == total.toLong()
            }
            lost
        }
        scripted.emit(*exits(1))
        first.await()
        scripted.emit(*exits(total - 1))
        scripted.settle()
        goOn.complete(Unit)
        val lost = accounted.await()
        assertTrue(lost in total - 16_384L - 1_024..total - 16_384L, "lost $lost")
    }

    @Test
    fun cancellingTheScopeLeavesNothing(scripted: ScriptedSource) = test {
        val source = scripted.source()
        val before = servingThreads()
        val job = Job()
        val scope = CoroutineScope(Dispatchers.Default + job)
        val got = CompletableDeferred<Unit>()
        // One that waits for an event, one that is in one, and one that may not have subscribed yet.
        scope.launch(start = CoroutineStart.UNDISPATCHED) { source.events<ProcessStarted>().collect { } }
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            source.events<ProcessExited>().collect {
                got.complete(Unit)
                CompletableDeferred<Unit>().await()
            }
        }
        scripted.emit(*exits(2_000))
        got.await()
        scope.launch { source.events<ProcessStarted>().collect { } }
        job.cancelAndJoin()
        source.awaitStatus { it.subscriptions().isEmpty() && (servingThreads() - before).isEmpty() }
    }

    @Test
    fun theEndOfTheSourceCompletesAFlow(scripted: ScriptedSource) = test {
        val all = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { scripted.source().events<ProcessExited>().toList() }
        scripted.emit(*exits(3))
        scripted.settle()
        scripted.context().bundles.single { it.symbolicName == "org.prmonitor.source" }.stop()
        assertEquals(3, all.await().size)
    }

    private fun <E : MonitorEvent> CoroutineScope.collected(flow: Flow<E>, count: Int) =
        async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { flow.take(count).toList() }

    /** Exit, three that are lost, exit. */
    private fun lose(scripted: ScriptedSource) {
        scripted.emit(ScriptedProcess.of(1).exited(0))
        scripted.channel().lose(3)
        scripted.emit(ScriptedProcess.of(2).exited(0))
    }
}
