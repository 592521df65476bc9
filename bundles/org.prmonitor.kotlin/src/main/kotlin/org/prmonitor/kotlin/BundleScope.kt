package org.prmonitor.kotlin

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.osgi.framework.BundleContext
import org.osgi.framework.BundleEvent
import org.osgi.framework.SynchronousBundleListener

/**
 * A scope that is cancelled when this bundle begins to stop: `bundleScope().launch { source.events<ProcessStarted>().collect { … } }`
 * in an activator leaves no subscription behind. One that fails does not end the others. A component that may end before its bundle cancels
 * it in its `@Deactivate`.
 *
 * @param context where its coroutines run
 */
public fun BundleContext.bundleScope(context: CoroutineContext = Dispatchers.Default): CoroutineScope {
    val job = SupervisorJob()
    val own = bundle
    val listener = SynchronousBundleListener { event ->
        if (event.type == BundleEvent.STOPPING && event.bundle == own) {
            job.cancel()
        }
    }
    addBundleListener(listener)
    job.invokeOnCompletion {
        try {
            removeBundleListener(listener)
        } catch (_: IllegalStateException) {
            // It has gone with the bundle.
        }
    }
    return CoroutineScope(context + job)
}
