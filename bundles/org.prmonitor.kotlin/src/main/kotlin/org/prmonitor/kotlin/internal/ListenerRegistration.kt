package org.prmonitor.kotlin.internal

import java.util.Hashtable
import java.util.concurrent.atomic.AtomicBoolean
import org.osgi.framework.BundleContext
import org.prmonitor.api.MonitorEventListener

/** A listener's service until it is closed, or its bundle stopped. */
internal class ListenerRegistration(context: BundleContext, listener: MonitorEventListener, properties: Map<String, Any>) : AutoCloseable {

    private val registration =
        context.registerService(MonitorEventListener::class.java, listener, Hashtable(properties))

    private val closed = AtomicBoolean()

    /** Returns when the listener is in no call any more, or was left behind in one. */
    override fun close() {
        if (closed.compareAndSet(false, true)) {
            try {
                registration.unregister()
            } catch (_: IllegalStateException) {
                // With its bundle, before.
            }
        }
    }
}
