package org.prmonitor.nativeaccess.internal.polling;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;

/**
 * {@code process-polling}: looks at the process table now and then. The last resort: it needs no rights and no native
 * code, and what starts and ends between two looks is missed.
 */
@Component(configurationPid = PollingChannelProvider.PID)
@Designate(ocd = PollingConfiguration.class)
@ServiceRanking(100)
public final class PollingChannelProvider implements MonitorChannelProvider {

    /** The configuration's PID. */
    static final String PID = "org.prmonitor.nativeaccess.polling";

    static final String NAME = "process-polling";

    private final Logger logger;

    /** Set by whoever configures, read by every open channel. */
    private volatile Duration interval = PollingInterval.DEFAULT;

    /** Made by Declarative Services. */
    @Activate
    public PollingChannelProvider(@Reference(service = LoggerFactory.class) Logger logger, Map<String, Object> configuration) {
        this.logger = logger;
        configure(configuration);
    }

    /** Takes a changed configuration; what makes no sense is refused, and the old setting stays. */
    @Modified
    void configure(Map<String, Object> configuration) {
        try {
            interval = PollingInterval.of(configuration);
        } catch (IllegalArgumentException e) {
            logger.error("configuration {} refused: {}; it stays at {} ms", PID, e.getMessage(), interval.toMillis());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChannelFidelity fidelity() {
        return ChannelFidelity.SAMPLED;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(EventType.STARTED, EventType.EXITED);
    }

    @Override
    public ChannelReadiness readiness() {
        try {
            var table = table();
            var processes = table.look().size();
            return ChannelReadiness.ready("a look every " + interval.toMillis() + " ms at " + processes + " processes");
        } catch (ChannelException e) {
            return ChannelReadiness.notReady(e);
        }
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        return new PollingChannel(options, table(), () -> interval);
    }

    private static ProcessTable table() throws ChannelException {
        return "Linux".equals(System.getProperty("os.name")) ? new LinuxProcessTable() : new ProcessHandleTable();
    }
}
