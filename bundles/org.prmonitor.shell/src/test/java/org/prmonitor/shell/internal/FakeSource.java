package org.prmonitor.shell.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.event.MonitorEvent;

/** A source that says what a test tells it. */
final class FakeSource implements MonitorEventSource {

    final List<MonitorEvent> journal = new ArrayList<>();
    final List<RunningProcess> processes = new ArrayList<>();
    /** Guarded by this. */
    private SourceStatus status;

    FakeSource(SourceStatus status) {
        this.status = status;
    }

    static SourceStatus running(String channel) {
        return new SourceStatus(SourceState.RUNNING, channel, ChannelFidelity.EXACT, List.of(), new UUID(0, 0), 0, List.of(), List.of());
    }

    synchronized void become(SourceStatus newStatus) {
        status = newStatus;
        notifyAll();
    }

    @Override
    public synchronized SourceStatus status() {
        return status;
    }

    @Override
    public List<MonitorEvent> recent(int count) {
        return List.copyOf(journal.subList(Math.max(0, journal.size() - count), journal.size()));
    }

    @Override
    public Collection<RunningProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public @Nullable RunningProcess process(long processId) {
        return processes.stream().filter(process -> process.processId() == processId).findFirst().orElse(null);
    }

    @Override
    public Flow.Publisher<MonitorEvent> publisher(String filter) {
        throw new UnsupportedOperationException("no command subscribes");
    }

    @Override
    public boolean flush(Duration timeout) {
        return true;
    }

    @Override
    public synchronized SourceStatus await(Duration timeout, Predicate<? super SourceStatus> condition) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        for (var left = timeout.toMillis(); !condition.test(status) && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return status;
    }
}
