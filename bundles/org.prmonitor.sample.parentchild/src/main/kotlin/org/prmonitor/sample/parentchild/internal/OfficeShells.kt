package org.prmonitor.sample.parentchild.internal

import java.time.Instant
import org.osgi.service.component.annotations.Activate
import org.osgi.service.component.annotations.Component
import org.osgi.service.component.annotations.Reference
import org.osgi.service.event.Event
import org.osgi.service.event.EventAdmin
import org.osgi.service.log.Logger
import org.osgi.service.log.LoggerFactory
import org.osgi.service.metatype.annotations.Designate
import org.prmonitor.api.MonitorEventSource
import org.prmonitor.api.MonitorListener
import org.prmonitor.api.event.EventKeys
import org.prmonitor.api.event.EventType
import org.prmonitor.api.event.EventsLost
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.api.event.ProcessForked
import org.prmonitor.api.event.ProcessStarted
import org.prmonitor.kotlin.SuspendingListener
import org.prmonitor.kotlin.time
import org.prmonitor.sample.parentchild.internal.Lineage.Member

/** An office program has started a shell; the properties are the shell's, by [EventKeys], and the two below. */
internal const val STARTED = "org/prmonitor/sample/parentchild/OfficeShell/STARTED"

/** String: what the office program runs. */
internal const val OFFICE_IMAGE = "office.image"

/** String: the office program's key. */
internal const val OFFICE_KEY = "office.key"

/**
 * Says when an office program starts a shell, directly or through others: in the log, and on a topic of its own.
 *
 * No state has to survive a swap. Who started whom is in the source's process table, which the next instance reads before its first
 * event; and so does this one after a loss, so that a shell is found whose start is missing, as long as it runs.
 */
@Component(configurationPid = [PID])
@Designate(ocd = ParentChildConfiguration::class)
@MonitorListener(id = PID, types = [EventType.STARTED])
internal class OfficeShells @Activate constructor(
    configuration: ParentChildConfiguration,
    @param:Reference private val source: MonitorEventSource,
    @param:Reference private val eventAdmin: EventAdmin,
    @param:Reference(service = LoggerFactory::class) private val logger: Logger,
) : SuspendingListener() {

    private val rule = try {
        Rule.of(configuration)
    } catch (nonsense: RuntimeException) {
        logger.warn("Configuration {} refused: {}; the defaults hold", PID, nonsense.message)
        Rule.DEFAULT
    }

    // Listener's thread only: one call is made at a time.
    private val lineage = Lineage()
    private var begun = false

    override suspend fun onEvent(event: MonitorEvent) {
        if (!begun && event !is EventsLost) {
            readTable(event.time)
        }
        begun = true
        when (event) {
            is ProcessStarted -> {
                val member = lineage.add(event.processKey(), event.parentKey(), event.imagePath())
                if (!event.snapshot()) {
                    judge(member, event.commandLine()?.toString())
                }
            }
            // Only where the source publishes them and the configuration asks for them; see README.md.
            is ProcessForked -> lineage.addCopy(event.processKey(), event.parentKey())
            is EventsLost -> {
                logger.warn("{} events are missing: the process table is read instead", event.count() ?: "Uncounted")
                readTable(event.time).forEach { (member, commandLine) -> judge(member, commandLine) }
            }
        }
    }

    /** What runs, as it was at a moment: what came later comes as an event. Returns what was not known, with its command line. */
    private fun readTable(moment: Instant): List<Pair<Member, String?>> =
        source.processes()
            .filter { it.observedAt() <= moment }
            .filter { it.key() !in lineage }
            .map { lineage.add(it.key(), it.parentKey(), it.imagePath()) to it.commandLine()?.toString() }

    private fun judge(member: Member, commandLine: String?) {
        val alert = rule.judge(member, lineage) ?: return
        lineage.said(member)
        logger.audit(alert.describe(commandLine))
        val properties = buildMap<String, Any> {
            put(EventKeys.PROCESS_ID, member.key.processId())
            put(EventKeys.PROCESS_KEY, member.key.toString())
            member.image?.let { put(EventKeys.IMAGE_PATH, it) }
            commandLine?.let { put(EventKeys.COMMAND_LINE, it) }
            alert.office.image?.let { put(OFFICE_IMAGE, it) }
            put(OFFICE_KEY, alert.office.key.toString())
        }
        // Posted, so that no handler delays the listener.
        eventAdmin.postEvent(Event(STARTED, properties))
    }
}
