package org.prmonitor.kotlin

import java.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.prmonitor.api.MonitorEventSource
import org.prmonitor.api.SourceStatus
import org.prmonitor.testkit.ScriptedEvent
import org.prmonitor.testkit.ScriptedProcess

/** Runs a test that suspends, for as long as anything may take that is done at once on a machine with nothing else to do. */
internal fun test(body: suspend CoroutineScope.() -> Unit) {
    runBlocking { withTimeout(30.seconds, body) }
}

/** Waits for it. */
internal fun MonitorEventSource.awaitStatus(condition: (SourceStatus) -> Boolean): SourceStatus =
    await(Duration.ofSeconds(30), condition).also { check(condition(it)) { "still $it" } }

/** Subscriptions, and what serves them. */
internal fun SourceStatus.subscriptions() = listeners().filter { it.id().startsWith("publisher-") }

/** Threads that serve subscriptions and listeners; without the one that watches over all of them. */
internal fun servingThreads(): Set<Thread> = Thread.getAllStackTraces().keys
    .filterTo(HashSet()) { it.name.startsWith("prmonitor-listener-") && it.name != "prmonitor-listener-watch" }

/** So many exits, of as many processes. */
internal fun exits(count: Int): Array<ScriptedEvent> = Array(count) { ScriptedProcess.of(it + 1L).exited(0) }
