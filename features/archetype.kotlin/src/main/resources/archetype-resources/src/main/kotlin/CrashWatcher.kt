package ${package}

import org.osgi.framework.BundleContext
import org.osgi.service.component.annotations.Activate
import org.osgi.service.component.annotations.Component
import org.osgi.service.component.annotations.Deactivate
import org.prmonitor.api.event.ProcessExited
import org.prmonitor.api.text.ExitStatusText
import org.prmonitor.kotlin.filter
import org.prmonitor.kotlin.id
import org.prmonitor.kotlin.on
import org.prmonitor.kotlin.process
import org.prmonitor.kotlin.sequence

/** Change it, run `mvn package`, and look at what runs. */
internal const val WORD = "crash"

/** Prints every process that a signal ended. The id is what a new version takes over: it goes on at exactly the next event. */
@Component
class CrashWatcher @Activate constructor(context: BundleContext) {

    private val crashes = context.on<ProcessExited>(
        id = "${artifactId}",
        filter = filter { exit.signal.isPresent },
        onLoss = { println("missing here: $it") },
    ) {
        val how = ExitStatusText.of(null, it.exitSignal)
        println("$WORD ${it.sequence}: process ${it.process.id} $how")
    }

    @Deactivate
    fun deactivate() = crashes.close()
}
