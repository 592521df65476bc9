package org.prmonitor.nativeaccess.internal.windows;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.osgi.service.log.Logger;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;
import org.prmonitor.nativeaccess.internal.polling.ProcessHandleTable;
import org.prmonitor.nativeaccess.internal.windows.device.DriverStatistics;
import org.prmonitor.nativeaccess.internal.windows.device.SessionRequest;
import org.prmonitor.nativeaccess.internal.windows.device.SignalEvent;
import org.prmonitor.nativeaccess.internal.windows.install.DriverInstallation;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;

/**
 * {@code windows-driver}: the best channel on Windows, PRMonitor.sys. What is not installed yet is installed when the channel
 * opens, and removed when the last session ends.
 */
final class WindowsChannelProvider implements MonitorChannelProvider {

    static final String NAME = "windows-driver";

    /** The same as that of the best channel on Linux. */
    static final int RANKING = 300;

    private static final Set<EventType> TYPES = Collections.unmodifiableSet(
            EnumSet.of(EventType.STARTED, EventType.EXITED, EventType.IMAGES, EventType.REGISTRY));

    /** Loads the libraries when it is first asked: a bundle that only passes by pays nothing. */
    @FunctionalInterface
    interface Access {

        /** The system's functions. */
        Windows load() throws ChannelException;
    }

    private final WindowsSettings settings;
    private final Access access;
    private final Logger logger;

    WindowsChannelProvider(WindowsSettings settings, Access access, Logger logger) {
        this.settings = settings;
        this.access = access;
        this.logger = logger;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChannelFidelity fidelity() {
        return ChannelFidelity.EXACT;
    }

    @Override
    public Set<EventType> types() {
        return TYPES;
    }

    /** An open channel, and what the driver said when it opened. */
    private record Opened(WindowsChannel channel, DriverStatistics statistics) {}

    @Override
    public ChannelReadiness readiness() {
        try {
            var windows = access.load();
            // What is there, and then everything that open does, with the smallest ring there is.
            var found = new DriverReport(windows, settings.installation(windows)).describe();
            var opened = start(new ChannelOptions(TYPES, 1, 0));
            opened.channel().close();
            var unwatched = opened.statistics().unwatched(TYPES);
            return ChannelReadiness.ready(unwatched.isEmpty() ? found : "this kernel does not let it watch " + unwatched + "\n" + found);
        } catch (ChannelException e) {
            return ChannelReadiness.notReady(e);
        }
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        var opened = start(options);
        var unwatched = opened.statistics().unwatched(options.types());
        if (!unwatched.isEmpty()) {
            logger.warn("channel {}: this kernel does not let the driver watch {}", NAME, unwatched);
        }
        return opened.channel();
    }

    private Opened start(ChannelOptions options) throws ChannelException {
        var request = SessionRequest.of(options);
        if (request.types() == 0) {
            throw new ChannelException("there is nothing to watch: of " + EventType.labels(options.types()) + ", the driver reports none", null);
        }
        var windows = access.load();
        var installation = settings.installation(windows);
        return installation.open(device -> {
            var signal = new SignalEvent(windows);
            try {
                device.start(request, signal);
                var statistics = requireWatch(device.statistics(), options.types());
                return new Opened(
                        new WindowsChannel(NAME, device, signal, this::processes, () -> closed(installation)), statistics);
            } catch (ChannelException | RuntimeException | Error e) {
                signal.close();
                throw e;
            }
        });
    }

    /** A kernel that lets the driver watch some of what is asked is as good as it is; one that lets it watch nothing is not. */
    private static DriverStatistics requireWatch(DriverStatistics statistics, Set<EventType> types) throws ChannelException {
        if (types.stream().noneMatch(statistics.watched()::contains)) {
            throw new ChannelException(
                    "the driver runs, but this kernel does not let it watch " + statistics.unwatched(types),
                    "use the channel process-polling; and report this, with the version of Windows");
        }
        return statistics;
    }

    /** The JVM's own view: over a bridge, that is of another system's processes. */
    private Collection<RunningProcess> processes() {
        return settings.isOwnMachine() ? ProcessHandleTable.running() : Set.of();
    }

    private void closed(DriverInstallation installation) {
        try {
            var sessions = installation.removeIfTemporary();
            if (sessions > 0) {
                logger.info("channel {}: the driver stays, in use by {} other session(s); the last one removes it", NAME, sessions);
            }
        } catch (ChannelException e) {
            logger.warn("channel {}: the driver stays installed: {}; 'prmonitor driver uninstall' removes it", NAME, e.describe());
        }
    }
}
