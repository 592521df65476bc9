package org.prmonitor.consumer.recorder.internal;

import java.time.Clock;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.recorder.internal.file.RecordingLog;
import org.prmonitor.consumer.recorder.internal.ocsf.Device;

/**
 * The recorder as a listener: everything that the source publishes, from the disk journal. It records from the moment it
 * is started, with the defaults where it is not configured.
 */
@Component(service = MonitorEventListener.class, immediate = true, configurationPid = RecorderConfiguration.PID)
@Designate(ocd = RecorderConfiguration.class)
@MonitorListener(id = RecorderConfiguration.PID, resume = Resume.DURABLE)
public final class Recorder implements MonitorEventListener, RecordingLog {

    private final Logger logger;
    private final SourceJournal journal = new SourceJournal();
    private final EventRecorder recorder;

    /** Opens the recording. It does so without a source, which finds this listener when it starts. */
    @Activate
    public Recorder(
            BundleContext context, RecorderConfiguration configuration, @Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
        var version = context.getBundle().getVersion().toString();
        recorder = new EventRecorder(journal, Device.local(), version, this, Clock.systemUTC());
        configure(configuration);
        recorder.begin();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(MonitorEventSource source) {
        journal.set(source);
        recorder.sourceHasCome();
    }

    void unbindSource(MonitorEventSource source) {
        journal.unset(source);
    }

    @Modified
    void configure(RecorderConfiguration configuration) {
        try {
            recorder.configure(RecorderSettings.of(configuration));
        } catch (IllegalArgumentException nonsense) {
            recorder.refuse(nonsense.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        recorder.close();
    }

    @Override
    public void onEvent(MonitorEvent event) throws InterruptedException {
        recorder.record(List.of(event));
    }

    @Override
    public void onEvents(List<MonitorEvent> events) throws InterruptedException {
        recorder.record(events);
    }

    @Override
    public void info(String line) {
        logger.info(line);
    }

    @Override
    public void warn(String line) {
        logger.warn(line);
    }
}
