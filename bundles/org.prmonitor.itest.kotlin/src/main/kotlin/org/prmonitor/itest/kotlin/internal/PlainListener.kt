package org.prmonitor.itest.kotlin.internal

import org.osgi.service.component.annotations.Component
import org.prmonitor.api.MonitorListener
import org.prmonitor.api.event.EventType
import org.prmonitor.api.event.MonitorEvent
import org.prmonitor.kotlin.SuspendingListener

/** As short as it gets: no service, no property but the listener's own. */
@Component
@MonitorListener(id = "kotlin-plain", types = [EventType.EXITED], filter = "(exit.code>=1)")
class PlainListener : SuspendingListener() {
    override suspend fun onEvent(event: MonitorEvent) = Unit
}
