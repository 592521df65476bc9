package org.prmonitor.kotlin

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import org.osgi.framework.BundleContext
import org.osgi.framework.BundleEvent
import org.osgi.framework.SynchronousBundleListener

/**
 * A scope that is cancelled when this bundle begins to stop: `bundleScope().launch { source.events<ProcessStarted>().collect { … } }`
 * in an activator leaves no subscription behind. One that fails does not end the others.
 *
 * @param context where its coroutines run
 */
public fun BundleContext.bundleScope(context: CoroutineContext = Dispatchers.Default): CoroutineScope {
    val scope = CoroutineScope(context + SupervisorJob())
    val own = bundle
    // Goes with the bundle itself.
    addBundleListener(SynchronousBundleListener { event ->
        if (event.type == BundleEvent.STOPPING && event.bundle == own) {
            scope.cancel()
        }
    })
    return scope
}
