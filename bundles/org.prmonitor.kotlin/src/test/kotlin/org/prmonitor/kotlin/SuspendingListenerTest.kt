package org.prmonitor.kotlin

import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.osgi.framework.BundleContext
import org.prmonitor.api.MonitorListener
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedSource

/** The base class, activated as SCR does it. */
@PrMonitorTest
class SuspendingListenerTest {

    private open class Component(private val handler: suspend (MonitorEvent) -> Unit = {}) : SuspendingListener() {
        override suspend fun onEvent(event: MonitorEvent) = handler(event)

        fun begin(context: BundleContext) =
            activate(context, mapOf(MonitorListener.PREFIX_ + "id" to "component", MonitorListener.PREFIX_ + "types" to "exited"))

        fun end() = deactivate()

        fun beside(body: suspend () -> Unit): Job = scope.launch(CoroutineExceptionHandler { _, _ -> }) { body() }
    }

    @Test
    fun itListensWithTheComponentsProperties(scripted: ScriptedSource) {
        val got = CopyOnWriteArrayList<MonitorEvent>()
        val component = Component { got += it }
        component.begin(scripted.context())
        scripted.emit(*exits(2))
        scripted.settle()
        component.end()
        assertEquals(2, got.filterIsInstance<ProcessExited>().size)
        assertTrue(scripted.source().status().listeners().any { it.id() == "component" })
    }

    @Test
    fun whatWasLaunchedEndsWithIt(scripted: ScriptedSource) {
        val before = servingThreads()
        val component = Component()
        component.begin(scripted.context())
        val flow = component.beside { scripted.source().events<ProcessExited>().collect { } }
        val failing = component.beside { error("one that fails does not end the others") }
        scripted.source().awaitStatus { it.subscriptions().size == 1 && failing.isCompleted }
        assertTrue(flow.isActive)
        component.end()
        assertTrue(flow.isCancelled)
        scripted.source().awaitStatus { it.subscriptions().isEmpty() && (servingThreads() - before).isEmpty() }
    }

    @Test
    fun anEventThatIsHandledIsFinished(scripted: ScriptedSource) = test {
        val inside = CompletableDeferred<Unit>()
        val goOn = CompletableDeferred<Unit>()
        val done = CompletableFuture<Unit>()
        val component = Component {
            inside.complete(Unit)
            goOn.await()
            done.complete(Unit)
        }
        component.begin(scripted.context())
        scripted.emit(*exits(1))
        inside.await()
        component.beside {
            try {
                awaitCancellation()
            } finally {
                assertTrue(done.isDone, "the scope ends after the events")
            }
        }
        // On another thread: this one waits for the component's end, within the second that it has.
        CompletableFuture.runAsync { goOn.complete(Unit) }
        component.end()
        assertTrue(done.isDone)
    }

    @Test
    fun whatDoesNotEndIsNamed(scripted: ScriptedSource) = test {
        val release = CompletableDeferred<Unit>()
        val inside = CompletableDeferred<Unit>()
        val component = Component()
        component.begin(scripted.context())
        val stubborn = component.beside {
            withContext(NonCancellable) {
                inside.complete(Unit)
                release.await()
            }
        }
        inside.await()
        val refused = assertThrows(IllegalStateException::class.java) { component.end() }
        assertTrue(refused.message!!.contains("do not end within 1s; they are left behind"), refused.message)
        release.complete(Unit)
        stubborn.join()
        assertFalse(coroutineContext[Job]!!.isCancelled)
        assertTrue(isActive)
    }

    /** A component whose activation failed half-way. */
    @Test
    fun itMayEndBeforeItBegan() {
        Component().end()
    }
}
