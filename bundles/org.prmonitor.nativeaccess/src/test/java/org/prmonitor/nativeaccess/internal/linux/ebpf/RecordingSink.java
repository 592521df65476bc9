package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;

/** Keeps what a channel delivers, and the sequence that it has to keep to. One thread. */
class RecordingSink implements MonitorEventSink {

    /** @param before how many events had been accepted when the loss was told */
    record Loss(int before, long count) {}

    final List<MonitorEvent> events = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();
    private long next = 1;

    @Override
    public long nextSequence() {
        return next;
    }

    @Override
    public void accept(MonitorEvent event) {
        if (event.sequence() != next) {
            throw new AssertionError("sequence " + event.sequence() + ", not " + next);
        }
        next++;
        events.add(event);
    }

    @Override
    public void lost(long count) {
        if (count <= 0) {
            throw new AssertionError("a loss of " + count);
        }
        next += count;
        losses.add(new Loss(events.size(), count));
    }

    /**
     * Drains until the end of a process has come. One drain need not be enough: it stops at a record that another processor
     * is just writing.
     */
    void drainUntilExit(MonitorChannel channel, long processId) throws ChannelException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        channel.drain(this);
        while (exited(processId).isEmpty() && System.nanoTime() < deadline) {
            channel.await(Duration.ofMillis(100));
            channel.drain(this);
        }
    }

    long lost() {
        return losses.stream().mapToLong(Loss::count).sum();
    }

    List<ProcessStarted> started(long processId) {
        return events.stream()
                .filter(event -> event instanceof ProcessStarted started && started.processId() == processId)
                .map(ProcessStarted.class::cast)
                .toList();
    }

    List<ProcessExited> exited(long processId) {
        return events.stream()
                .filter(event -> event instanceof ProcessExited exited && exited.processId() == processId)
                .map(ProcessExited.class::cast)
                .toList();
    }
}
