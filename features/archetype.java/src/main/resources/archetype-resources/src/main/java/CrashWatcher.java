package ${package};

import org.osgi.service.component.annotations.Component;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.text.ExitStatusText;

/** Prints every process that a signal ended. The id is what a new version takes over: it goes on at exactly the next event. */
@Component
@MonitorListener(id = "${artifactId}", types = EventType.EXITED, filter = "(exit.signal=*)")
public class CrashWatcher implements MonitorEventListener {

    /** Change it, run {@code mvn package}, and look at what runs. */
    static final String WORD = "crash";

    @Override
    public void onEvent(MonitorEvent event) {
        System.out.println(event instanceof ProcessExited exited
                ? WORD + " " + exited.sequence() + ": process " + exited.processId() + " " + ExitStatusText.of(null, exited.exitSignal())
                : "missing here: " + event);
    }
}
