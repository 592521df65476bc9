package org.prmonitor.kotlin

import java.time.Instant
import kotlin.time.Duration
import kotlin.time.toKotlinDuration
import org.prmonitor.api.ListenerStatus
import org.prmonitor.api.RunningProcess
import org.prmonitor.api.event.CommandLine
import org.prmonitor.api.event.ImageEvent
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessEvent
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.api.event.ProcessSubject
import org.prmonitor.api.event.RegistryEvent

/** The number in the journal. */
public val MonitorEvent.sequence: Long get() = sequence()

/** When it happened. */
public val MonitorEvent.time: Instant get() = time()

/** The channel that brought it. */
public val MonitorEvent.channel: String get() = channel()

/** The EventAdmin topic. */
public val MonitorEvent.topic: String get() = topic()

/** The process that it happened to: `event.process.id`, `event.process.userId`. */
public val ProcessEvent.process: ProcessSubject get() = subject()

/** The process that did it. */
public val RegistryEvent.process: ProcessSubject get() = subject()

/** The process in whose space the image is; null for a driver. */
public val ImageEvent.process: ProcessSubject? get() = subject()

/** The process that runs. */
public val RunningProcess.process: ProcessSubject get() = subject()

/** The process id. It may come back for another process; `key` does not. */
public val ProcessSubject.id: Long get() = key().processId()

/** How long it lived, to the platform's resolution; null where that is not known. `lifetime` is the same as Java's duration. */
public val ProcessExited.lifespan: Duration? get() = lifetime()?.toKotlinDuration()

/** The arguments in order, the program's own name first; null where the kernel knows one string only (Windows). */
public val CommandLine.arguments: List<String>? get() = arguments()

/** How many events wait for the listener. */
public val ListenerStatus.lag: Long get() = books().inFlight()
