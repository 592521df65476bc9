package org.prmonitor.nativeaccess.internal.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;

/** Keeps what a channel delivers, and numbers it as the journal does. One thread. */
public class RecordingSink implements MonitorEventSink {

    /**
     * A loss that was told.
     *
     * @param before how many events had been accepted then
     */
    public record Loss(int before, long count) {}

    private final List<MonitorEvent> events = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private long next = 1;

    @Override
    public long nextSequence() {
        return next;
    }

    @Override
    public void accept(MonitorEvent event) {
        assertEquals(next, event.sequence());
        next++;
        events.add(event);
    }

    @Override
    public void lost(long count) {
        assertTrue(count > 0, () -> "lost " + count);
        next += count;
        losses.add(new Loss(events.size(), count));
    }

    /**
     * Drains until the end of a process has come. One drain need not be enough: it stops at a record that another processor
     * is just writing.
     */
    public void drainUntilExit(MonitorChannel channel, long processId) throws ChannelException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        channel.drain(this);
        while (exited(processId).isEmpty() && System.nanoTime() < deadline) {
            channel.await(Duration.ofMillis(100));
            channel.drain(this);
        }
    }

    public List<MonitorEvent> events() {
        return events;
    }

    public <E extends MonitorEvent> Stream<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    public List<ProcessStarted> started(long processId) {
        return of(ProcessStarted.class, processId);
    }

    public List<ProcessExited> exited(long processId) {
        return of(ProcessExited.class, processId);
    }

    /** Each loss that was told, in order. */
    public List<Loss> losses() {
        return losses;
    }

    /** How many events were lost in all. */
    public long lost() {
        return losses.stream().mapToLong(Loss::count).sum();
    }

    private <E extends ProcessEvent> List<E> of(Class<E> type, long processId) {
        return events(type).filter(event -> event.processId() == processId).toList();
    }
}
