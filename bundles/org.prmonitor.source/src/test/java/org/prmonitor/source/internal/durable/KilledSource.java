package org.prmonitor.source.internal.durable;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Constants;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.SourceEngine;
import org.prmonitor.source.internal.listener.ListenerServices;
import org.prmonitor.source.internal.pump.ChannelSelector;
import org.prmonitor.source.internal.pump.PumpClock;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.SteadyRate;

/**
 * A process to be killed: a source with a scripted channel, a journal on disk, and a durable listener that writes what it is
 * given to a file, a line an event, before its call returns. {@link KillTest} starts it.
 */
final class KilledSource implements MonitorEventListener {

    /** The id of the process of the first event in a life is the life's number times this, plus 1. */
    static final long LIFE = 1_000_000_000L;

    private static final int PER_SECOND = 20_000;

    /** In every other life a call lasts so much longer an event: 10,000 events a second at most, so that the disk has to keep the rest. */
    private static final long SLOW = TimeUnit.MICROSECONDS.toNanos(100);

    private final FileOutputStream record;
    private final long pause;

    private KilledSource(Path record, long pause) throws IOException {
        this.record = new FileOutputStream(record.toFile(), true);
        this.pause = pause;
    }

    /**
     * Runs until it is killed; or, with a life of 0, until the listener has all that is on disk.
     *
     * @param arguments folder of the journal, file of the listener, number of the life
     */
    public static void main(String... arguments) throws Exception {
        var life = Long.parseLong(arguments[2]);
        var log = new RecordingLog();
        var kernel = new ScriptedChannelProvider();
        var selector = new ChannelSelector();
        selector.add(kernel, Map.of(Constants.SERVICE_ID, 1L));
        var listener = new KilledSource(Path.of(arguments[1]), life % 2 == 1 ? SLOW : 0);
        listener.write("life " + life + "\n");
        var configuration = Map.of(
                "types", "exited", "durableDirectory", arguments[0], "durableBytes", 8 << 20, "durableSync", "never", "journalEvents", 1 << 18);
        var engine = new SourceEngine(selector, configuration, log, PumpClock.SYSTEM, null);
        ListenerServices.add(engine.listeners(), "killed", "DURABLE", listener);
        engine.start();
        if (life == 0) {
            engine.await(Duration.ofMinutes(1), status -> status.hop("durable").inFlight() == 0
                    && status.listeners().get(0).books().inFlight() == 0);
            engine.stop();
        } else {
            var rate = new SteadyRate(PER_SECOND);
            kernel.feed(new ScriptedFeed(EventType.EXITED, rate, (number, header) -> new ProcessExited(
                    header, ProcessSubject.of(new ProcessKey(ScriptedProcess.BOOT, life * LIFE + number, 1)), 0, null, null, null, null)));
            System.out.println("running");
            engine.await(Duration.ofMinutes(1), status -> false);
        }
        log.warnings().forEach(System.out::println);
    }

    @Override
    public void onEvent(MonitorEvent event) throws IOException {
        write(line(event));
    }

    @Override
    public void onEvents(List<MonitorEvent> events) throws IOException {
        var lines = new StringBuilder();
        for (var event : events) {
            lines.append(line(event));
        }
        write(lines.toString());
        LockSupport.parkNanos(pause * events.size());
    }

    /** Sequence and process, or the first and the last number of a loss and where it was. */
    static String line(MonitorEvent event) {
        return event instanceof EventsLost loss
                ? loss.to() + " lost " + loss.from() + " " + loss.count() + " " + loss.place().label() + "\n"
                : event.sequence() + " " + ((ProcessExited) event).processId() + "\n";
    }

    /** One write: what is not whole in the file afterwards was not returned from. */
    private void write(String lines) throws IOException {
        record.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
}
